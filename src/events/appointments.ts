import * as z from 'zod/mini'
import { event } from '../contract/event/event.js'
import type { ClientToServerEvents, PayloadOf, ReplyOf, ServerToClientEvents } from '../contract/event/event-map.js'
import type { FactKey } from '../contract/event/identity.js'
import { defineNamespace } from '../contract/namespace.js'
import { appointment, appointmentId, service } from '../fields/domain/appointment.js'
import { date, integer, text } from '../fields/index.js'

const appointmentList = z.array(appointment).check(z.maxLength(500))
/** Keeps the longest schedule a client may send under the megabyte a server takes. */
const submittedAppointment = z.extend(appointment, {
  /** What has to be done. */
  services: z
    .array(
      z.extend(service, {
        /** What the customer wants done, or complains of. */
        description: text(300),
      }),
    )
    .check(z.maxLength(8)),
})
const booked = {
  id: 42,
  vehicle: { make: 'Toyota', model: 'Corolla', year: 2018, vin: 'JTDBR32E720123456' },
  services: [{ service_type: 'brakes', description: 'Squeaks when it slows down', urgency: 'high' as const }],
  appointment_date: '2024-12-20',
  appointment_time: '09:30:00',
  status: 'confirmed' as const,
  created_at: '2024-12-18T14:05:00Z',
  customer: { id: '7', first_name: 'Ada', last_name: 'Obi' },
}

// the sentences of all forms of an update are the same: readers of the union see one
const appointmentUpdate = z.discriminatedUnion('action', [
  z.object({
    /** Whether it was booked, changed or taken out of the book. */
    action: z.literal('create'),
    /** The appointment as it stands now. */
    appointment,
  }),
  z.object({
    /** Whether it was booked, changed or taken out of the book. */
    action: z.literal('update'),
    /** The appointment as it stands now. */
    appointment,
  }),
  z.object({
    /** Whether it was booked, changed or taken out of the book. */
    action: z.literal('delete'),
    /** The appointment that is no more. */
    appointment_id: appointmentId,
  }),
])

/** Returns the key of what happens to an appointment once; it may be changed any number of times. */
function appointmentKeys(update: z.infer<typeof appointmentUpdate>): FactKey[] {
  if (update.action === 'update') return []
  const id = update.action === 'create' ? update.appointment.id : update.appointment_id
  return [{ key: `${update.action} ${id}` }]
}

const contract = defineNamespace('/appointments', {
  version: 1,
  // older releases were served here too
  legacyPath: '/appointments',
  serverToClient: {
    /** The number of appointments that nobody has confirmed yet changed. */
    pending_count: event({
      payload: z.object({
        /** How many there are now. */
        count: integer(0),
      }),
      state: 'snapshot',
      example: { count: 3 },
    }),
    /** The appointments of today changed. */
    today_appointments: event({
      payload: z.object({
        /** Every appointment of today. */
        appointments: appointmentList,
      }),
      state: 'snapshot',
      example: { appointments: [booked] },
    }),
    /** The admin dashboard gets the schedule of a day. */
    today_schedule: event({
      payload: z.object({
        /** The day it is for. */
        date,
        /** Every appointment of that day. */
        appointments: appointmentList,
      }),
      state: 'snapshot',
      example: { date: '2024-12-20', appointments: [booked] },
    }),
    /** A schedule was changed by somebody. */
    schedule_updated: event({
      payload: z.object({
        /** The day it is for, which is today where it is not said. */
        date: z.optional(date),
        /** Every appointment of that day. */
        appointments: appointmentList,
      }),
      state: 'snapshot',
      example: { date: '2024-12-20', appointments: [booked] },
    }),
    /** An appointment was booked, changed or taken out of the book. */
    appointment_update: event({
      payload: appointmentUpdate,
      /** A booking and its end are known by the appointment; each change is one of its own. */
      identity: appointmentKeys,
      example: { action: 'update', appointment: booked },
    }),
    /** Something a client asked for failed. */
    error: event({
      payload: z.object({
        /** What failed, for people. */
        message: text(1000),
      }),
      direct: true,
      example: { message: 'The schedule could not be saved' },
    }),
  },
  clientToServer: {
    /** Replaces the schedule of a day. */
    schedule_update: event({
      payload: z.object({
        /** The day it is for, which is today where it is not said. */
        date: z.optional(date),
        /** Every appointment of that day. */
        appointments: z.array(submittedAppointment).check(z.maxLength(40)),
      }),
      reply: z.object({
        /** The schedule was taken over. */
        accepted: z.literal(true),
      }),
      example: { date: '2024-12-20', appointments: [booked] },
      replyExample: { accepted: true },
    }),
  },
})

type Contract = typeof contract
/** The contract of a service shop's staff: who comes when. */
export interface Appointments extends Contract {}
/** The contract of `/appointments`: who comes to a service shop when. */
export const appointments: Appointments = contract

/** What the server sends on `/appointments`. */
export interface AppointmentsServerToClientEvents extends ServerToClientEvents<Appointments> {}
/** What a client sends on `/appointments`. */
export interface AppointmentsClientToServerEvents extends ClientToServerEvents<Appointments> {}

/** What `pending_count` carries. */
export interface PendingCount extends PayloadOf<Appointments, 'serverToClient', 'pending_count'> {}
/** What `today_appointments` carries. */
export interface TodayAppointments extends PayloadOf<Appointments, 'serverToClient', 'today_appointments'> {}
/** What `today_schedule` carries. */
export interface TodaySchedule extends PayloadOf<Appointments, 'serverToClient', 'today_schedule'> {}
/** What `schedule_updated` carries. */
export interface ScheduleUpdated extends PayloadOf<Appointments, 'serverToClient', 'schedule_updated'> {}
/** What `appointment_update` carries. */
export type AppointmentUpdate = PayloadOf<Appointments, 'serverToClient', 'appointment_update'>
/** What `error` carries. */
export interface AppointmentsError extends PayloadOf<Appointments, 'serverToClient', 'error'> {}
/** What `schedule_update` carries. */
export interface ScheduleUpdateInput extends PayloadOf<Appointments, 'clientToServer', 'schedule_update'> {}
/** What comes back for `schedule_update`. */
export interface ScheduleUpdateReply extends ReplyOf<Appointments, 'clientToServer', 'schedule_update'> {}

/** One appointment. */
export type Appointment = TodayAppointments['appointments'][number]
/** What happens to an appointment. */
export type AppointmentAction = AppointmentUpdate['action']
/** Where an appointment stands. */
export type AppointmentStatus = Appointment['status']
/** How soon a service has to be done. */
export type ServiceUrgency = Appointment['services'][number]['urgency']
