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
  /** The services that are booked. */
  services: z
    .array(
      z.extend(service, {
        /** What the customer asks for, or the symptoms of the vehicle. */
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
    /** Whether the appointment was created, updated or deleted: `create`, `update` or `delete`. */
    action: z.literal('create'),
    /** The appointment, with all its fields. */
    appointment,
  }),
  z.object({
    /** Whether the appointment was created, updated or deleted: `create`, `update` or `delete`. */
    action: z.literal('update'),
    /** The appointment, with all its fields. */
    appointment,
  }),
  z.object({
    /** Whether the appointment was created, updated or deleted: `create`, `update` or `delete`. */
    action: z.literal('delete'),
    /** The id of the appointment that was deleted. */
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
    /** The number of pending appointments changed. */
    pending_count: event({
      payload: z.object({
        /** How many appointments are pending: nobody has confirmed them yet. */
        count: integer(0),
      }),
      state: 'snapshot',
      example: { count: 3 },
    }),
    /** Today's appointments changed; here is the whole list. */
    today_appointments: event({
      payload: z.object({
        /** All appointments of today. */
        appointments: appointmentList,
      }),
      state: 'snapshot',
      example: { appointments: [booked] },
    }),
    /** The schedule of a day for the admin dashboard, as a whole. */
    today_schedule: event({
      payload: z.object({
        /** The date of the schedule. */
        date,
        /** All appointments of that date. */
        appointments: appointmentList,
      }),
      state: 'snapshot',
      example: { date: '2024-12-20', appointments: [booked] },
    }),
    /** The schedule of a day changed; here is the whole of it. */
    schedule_updated: event({
      payload: z.object({
        /** The date of the schedule; today where it is left out. */
        date: z.optional(date),
        /** All appointments of that date. */
        appointments: appointmentList,
      }),
      state: 'snapshot',
      example: { date: '2024-12-20', appointments: [booked] },
    }),
    /** An appointment was created, updated or deleted. */
    appointment_update: event({
      payload: appointmentUpdate,
      /** A booking and its end are known by the appointment; each change is one of its own. */
      identity: appointmentKeys,
      example: { action: 'update', appointment: booked },
    }),
    /** What this client asked for failed on the server. */
    error: event({
      payload: z.object({
        /** The error message, for people. */
        message: text(1000),
      }),
      direct: true,
      example: { message: 'The schedule could not be saved' },
    }),
  },
  clientToServer: {
    /** Replaces the schedule of a day; appointments that are left out are no longer on it. */
    schedule_update: event({
      payload: z.object({
        /** The date of the schedule; today where it is left out. */
        date: z.optional(date),
        /** All appointments of that date. */
        appointments: z.array(submittedAppointment).check(z.maxLength(40)),
      }),
      reply: z.object({
        /** Whether the schedule was accepted, which is always `true`; otherwise a refusal comes back. */
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
/** Whether an appointment was created, updated or deleted. */
export type AppointmentAction = AppointmentUpdate['action']
/** The status of an appointment, from pending to completed. */
export type AppointmentStatus = Appointment['status']
/** How urgent a service is. */
export type ServiceUrgency = Appointment['services'][number]['urgency']
