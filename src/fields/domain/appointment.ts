import { integer } from '../integer.js'
import * as z from '../needs-zod-4.js'
import { sensitive } from '../sensitive.js'
import { id, text } from '../text.js'
import { date, time, timestamp } from '../time.js'

/** Accepts the number under which the shop keeps an appointment. */
export const appointmentId: z.ZodMiniNumber<number> = integer(0)

/** Accepts one thing to be done to a vehicle. */
export const service = z.object({
  /** The kind of work. */
  service_type: text(64),
  /** What the customer wants done, or complains of. */
  description: text(2000),
  /** How soon it has to be done. */
  urgency: z.enum(['low', 'medium', 'high']),
})

/** Accepts an appointment; the customer's account is no part of it. */
export const appointment = z.object({
  /** Unique among all appointments. */
  id: appointmentId,
  /** The vehicle that is brought in. */
  vehicle: z.object({
    /** Who built it. */
    make: text(64),
    /** What its maker calls it. */
    model: text(64),
    /** When it was built. */
    year: integer(1800, 9999),
    /** The number on its chassis. */
    vin: z.optional(sensitive('pii', text(32))),
  }),
  /** What has to be done. */
  services: z.array(service).check(z.maxLength(50)),
  /** The day it is brought in. */
  appointment_date: date,
  /** The time of day it is brought in. */
  appointment_time: time,
  /** Where the appointment stands. */
  status: z.enum(['pending', 'confirmed', 'in_progress', 'completed', 'cancelled']),
  /** When it was booked. */
  created_at: timestamp,
  /** Who brings it in, where that is known. */
  customer: z.optional(
    z.object({
      /** Unique among all customers, where the shop numbers them. */
      id: z.optional(id),
      /** The given name. */
      first_name: sensitive('pii', text(100)),
      /** The family name. */
      last_name: sensitive('pii', text(100)),
    }),
  ),
})
