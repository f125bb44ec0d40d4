import { defineAliases } from '../contract/alias/alias.js'
import { fieldsOf } from '../contract/event/fields.js'
import type { Appointments } from '../events/appointments.js'
import { fromLegacyAppointment, fromLegacyAppointments, toLegacyAppointment } from './appointment.js'

/** A customer's names may stand in a nested `user`; the list may be bare. */
const list = {
  bare: 'appointments',
  up: (legacy: unknown) => {
    const fields = fieldsOf(legacy)
    return { ...fields, appointments: fromLegacyAppointments(fields['appointments']) }
  },
} as const

/** What older releases of `/appointments` call its events. */
export const appointmentsAliases = defineAliases<Appointments>()({
  since: '0.1.0',
  removeIn: '2.0.0',
  serverToClient: {
    pending_count_updated: 'pending_count',
    /** A bare list, a customer's names in a nested `user`. */
    today_appointments_updated: {
      ...list,
      of: 'today_appointments',
      down: ({ appointments }) => appointments.map(toLegacyAppointment),
    },
    /** A customer's names stand in a nested `user` there, in both directions. */
    appointments_list: {
      of: 'today_appointments',
      up: list.up,
      down: ({ appointments }) => ({ appointments: appointments.map(toLegacyAppointment) }),
    },
    /** A bare list of today, a customer's names in a nested `user`; not sent for a day that is named. */
    dashboard_schedule_updated: {
      ...list,
      of: 'schedule_updated',
      down: ({ appointments }) => appointments.map(toLegacyAppointment),
      // a bare list is taken for today's: the schedule of a day that is named can't be told this way
      when: ({ date }) => date === undefined,
    },
    /** The appointment alone, a customer's names in a nested `user`; sent for one that was booked. */
    appointment_created: {
      of: 'appointment_update',
      up: (legacy) => ({ action: 'create', appointment: fromLegacyAppointment(legacy) }),
      down: (update) => 'appointment' in update && toLegacyAppointment(update.appointment),
      when: ({ action }) => action === 'create',
    },
  },
  clientToServer: {},
  opening: { join: 'appointments' },
  shapes: {
    serverToClient: {
      today_appointments: list,
      today_schedule: list,
      schedule_updated: list,
      /** A customer's names may stand in a nested `user`. */
      appointment_update: {
        up: (legacy) => {
          const { appointment, ...fields } = fieldsOf(legacy)
          return appointment === undefined ? undefined : { ...fields, appointment: fromLegacyAppointment(appointment) }
        },
      },
    },
  },
})
