import { nextStates } from '../enumeration.js'
import { integer } from '../integer.js'
import * as z from '../needs-zod-4.js'
import { sensitive } from '../sensitive.js'
import { id, text } from '../text.js'
import { date, time, timestamp } from '../time.js'

/** Accepts the number under which the shop keeps an appointment. */
export const appointmentId: z.ZodMiniNumber<number> = integer(0)

/** Accepts one thing to be done to a vehicle. */
export const service = z.object({
  /** The kind of service, such as `brakes`. */
  service_type: text(64),
  /** What the customer asks for, or the symptoms of the vehicle. */
  description: text(2000),
  /** How urgent the service is. */
  urgency: z.enum([
    /** The service can wait. */
    'low',
    /** The service is due. */
    'medium',
    /** The service must not wait: the vehicle may not be safe to drive. */
    'high',
  ]),
})

/** Accepts an appointment; the customer's account is no part of it. */
export const appointment = z.object({
  /** The id of the appointment, unique among all appointments. */
  id: appointmentId,
  /** The vehicle to be serviced. */
  vehicle: z.object({
    /** Vehicle make, such as Toyota. */
    make: text(64),
    /** Vehicle model, such as Corolla. */
    model: text(64),
    /** Model year of the vehicle. */
    year: integer(1800, 9999),
    /** Vehicle identification number (VIN). */
    vin: z.optional(sensitive('pii', text(32))),
  }),
  /** The services that are booked. */
  services: z.array(service).check(z.maxLength(50)),
  /** The date of the appointment, in the shop's time zone. */
  appointment_date: date,
  /** The time of the appointment, in the shop's time zone. */
  appointment_time: time,
  /** The appointment's status. */
  status: nextStates(
    {
      pending: ['confirmed', 'cancelled'],
      confirmed: ['in_progress', 'cancelled'],
      in_progress: ['completed', 'cancelled'],
      completed: [],
      cancelled: [],
    },
    z.enum([
      /** The customer asked for it; nobody has confirmed it yet. */
      'pending',
      /** The shop confirmed it. */
      'confirmed',
      /** The vehicle is being worked on. */
      'in_progress',
      /** The work is done. */
      'completed',
      /** The appointment was canceled. */
      'cancelled',
    ]),
  ),
  /** When the appointment was booked. */
  created_at: timestamp,
  /** The customer, where that is known. */
  customer: z.optional(
    z.object({
      /** The id of the customer, where the shop gives its customers one. */
      id: z.optional(id),
      /** The customer's first name. */
      first_name: sensitive('pii', text(100)),
      /** The customer's last name. */
      last_name: sensitive('pii', text(100)),
    }),
  ),
})
