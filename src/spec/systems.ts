import { appointmentsAliases } from '../aliases/appointments.js'
import { messagingAliases } from '../aliases/messaging.js'
import { notificationsAliases } from '../aliases/notifications.js'
import { patientPharmacyAliases } from '../aliases/patient-pharmacy.js'
import { realtimeAliases } from '../aliases/realtime.js'
import { simulationAliases } from '../aliases/simulation.js'
import { workflowAliases } from '../aliases/workflow.js'
import { appointments } from '../events/appointments.js'
import { messaging } from '../events/messaging.js'
import { notifications } from '../events/notifications.js'
import { patientPharmacy } from '../events/patient-pharmacy.js'
import { realtime } from '../events/realtime.js'
import { simulation } from '../events/simulation.js'
import { workflow } from '../events/workflow.js'
import type { ContractWithAliases } from './contract-source.js'

/** A system, and what its ends talk over. */
export interface System {
  /** Its name in file names and in `contract.json`. */
  readonly name: string
  /** Its name for people. */
  readonly title: string
  /** What it is, in a sentence. */
  readonly summary: string
  readonly members: readonly ContractWithAliases[]
}

/** Lists the systems this package describes: the one place that says which namespace belongs to which. */
export const systems: readonly System[] = [
  {
    name: 'medsync',
    title: 'MedSync Pharmacy',
    summary: 'Lets patients order medicine, talk with their pharmacy and follow the delivery.',
    members: [{ contract: patientPharmacy, aliases: patientPharmacyAliases }],
  },
  {
    name: 'network',
    title: 'Professional network',
    summary: 'Connects professionals who message each other, see who is there and are told of news.',
    members: [
      { contract: realtime, aliases: realtimeAliases },
      { contract: messaging, aliases: messagingAliases },
      { contract: notifications, aliases: notificationsAliases },
    ],
  },
  {
    name: 'shop',
    title: 'Service shop',
    summary: 'Shows the staff of a car workshop who comes when and how far the work has come.',
    members: [
      { contract: appointments, aliases: appointmentsAliases },
      { contract: workflow, aliases: workflowAliases },
    ],
  },
  {
    name: 'simulation',
    title: 'Patient simulation',
    summary: 'Lets students talk to a simulated patient and watch the vital signs.',
    members: [{ contract: simulation, aliases: simulationAliases }],
  },
]
