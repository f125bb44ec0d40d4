import type { EventJson } from '../../contract-json.js'
import type { ReleasedContract } from '../comparison.js'
import { entryOf } from '../record-entry.js'
import type { Place, Witness } from '../report/finding.js'
import { damageIn } from './witness-damage.js'

/** Both releases of a contract. */
export interface Releases {
  readonly old: ReleasedContract
  readonly next: ReleasedContract
}

/** Adds to a witness the place where the receiver refuses it, unless that is known. */
export function withDamage(witness: Witness, place: Place, { old, next }: Releases): Witness {
  if (witness.damage) return witness
  const schema = schemaAt(witness.to.startsWith('old') ? old : next, place)
  const damage = damageIn(schema, witness.value, witness.at)
  return damage ? { ...witness, damage } : witness
}

function schemaAt({ namespaces, protocol }: ReleasedContract, place: Place): unknown {
  const { namespace, direction, name = '', part = 'payload' } = place
  if (direction === undefined) return undefined
  if (namespace === undefined && name === 'handshake') return protocol.handshake.schema
  if (namespace === undefined && name === 'refusal') return protocol.refusal.schema
  const events: { readonly [name: string]: EventJson } | undefined =
    namespace === 'protocol' ? protocol[direction] : entryOf(namespaces, namespace ?? '')?.[direction]
  return events && entryOf(events, name)?.[part]
}
