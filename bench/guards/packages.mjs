// The built package, as an application imports it.
import { appointments } from '../../dist/esm/appointments.js'
import { messaging } from '../../dist/esm/messaging.js'
import { notifications } from '../../dist/esm/notifications.js'
import { patientPharmacy } from '../../dist/esm/patient-pharmacy.js'
import { realtime } from '../../dist/esm/realtime.js'
import { simulation } from '../../dist/esm/simulation.js'
import { workflow } from '../../dist/esm/workflow.js'

export const contracts = Object.fromEntries(
  [patientPharmacy, realtime, messaging, notifications, appointments, workflow, simulation].map((contract) => [
    contract.path,
    contract,
  ]),
)
export { isPayload, parsePayload, safeParsePayload } from '../../dist/esm/guards/index.js'
