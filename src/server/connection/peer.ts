import type { Socket } from 'socket.io'
import type { Admission, Mount, Peer } from '../service.js'

/** Makes what is known of a connection, to begin with. */
export function peerOf(socket: Socket, admissions: Peer['admissions']): Peer {
  return { socket, admissions, waiting: undefined, joins: undefined, untold: 0, routes: undefined }
}

/** Finds what a contract says of a connection, where it was asked. */
export function admissionTo(admissions: Peer['admissions'] | undefined, contract: string): Admission | undefined {
  return admissions?.find(({ mount }) => mount.service.contract.path === contract)
}

/** Returns whether a contract let a connection in. */
export function isLetIn(admissions: Peer['admissions'] | undefined, contract: string): boolean {
  const admission = admissionTo(admissions, contract)
  return admission !== undefined && admission.refusal === undefined
}

/** Returns whether a connection declared a contract on its legacy path, and hears no legacy names there. */
export function isShadowed(admissions: Peer['admissions'], { isLegacy, service }: Mount): boolean {
  return isLegacy && admissionTo(admissions, service.contract.path)?.version !== undefined
}
