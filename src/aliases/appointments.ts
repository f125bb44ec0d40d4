import { defineAliases } from '../contract/alias/alias.js'
import { fieldsOf } from '../contract/event/fields.js'
import type { Appointments } from '../events/appointments.js'
import { fromLegacyAppointments, toLegacyAppointment } from './appointment.js'

function up(legacy: unknown) {
  const fields = fieldsOf(legacy)
  return { ...fields, appointments: fromLegacyAppointments(fields['appointments']) }
}

/** What older releases of `/appointments` call its events. */
export const appointmentsAliases = defineAliases<Appointments>()({
  since: '0.1.0',
  removeIn: '2.0.0',
  serverToClient: {
    pending_count_updated: 'pending_count',
    /** A bare list, a customer's names in a nested `user`. */
    today_appointments_updated: {
      of: 'today_appointments',
      bare: 'appointments',
      up,
      down: ({ appointments }) => appointments.map(toLegacyAppointment),
    },
    /** A customer's names stand in a nested `user` there, in both directions. */
    appointments_list: {
      of: 'today_appointments',
      up,
      down: ({ appointments }) => ({ appointments: appointments.map(toLegacyAppointment) }),
    },
    /** A bare list of today, a customer's names in a nested `user`; not sent for a day that is named. */
    dashboard_schedule_updated: {
      of: 'schedule_updated',
      bare: 'appointments',
      up,
      down: ({ appointments }) => appointments.map(toLegacyAppointment),
      // a bare list is taken for today's: the schedule of a day that is named can't be told this way
      when: ({ date }) => date === undefined,
    },
  },
  clientToServer: {},
})
