import type { Socket } from 'socket.io'
import type { Mount, Peer } from '../service.js'

/** Makes what is known of a connection, to begin with. */
export function peerOf(socket: Socket, admissions: Peer['admissions']): Peer {
  return { socket, admissions, waiting: undefined, joins: undefined, untold: 0, routes: undefined }
}

/** Returns whether a contract let a connection in. */
export function isLetIn(admissions: Peer['admissions'] | undefined, contract: string): boolean {
  return admissions?.get(contract)?.refusal === undefined && admissions?.has(contract) === true
}

/** Returns whether a connection declared a contract on its legacy path, and hears no legacy names there. */
export function isShadowed(admissions: Peer['admissions'], { isLegacy, service }: Mount): boolean {
  return isLegacy && admissions.get(service.contract.path)?.version !== undefined
}
