import type { NamespaceJson, ProtocolJson } from '../../contract-json.js'
import type { Comparison } from '../comparison.js'
import { diffPayload } from '../payload/payload-diff.js'
import { entryOf } from '../record-entry.js'
import { diffEvents } from './event-set-diff.js'
import { compareMarks } from './leak-diff.js'
import { addEvent, removeEvent } from './lone-event.js'

/** Compares what every namespace has besides its own events. */
export function diffProtocol(comparison: Comparison): void {
  const { policy, add } = comparison
  const [old, next] = [comparison.old.protocol, comparison.next.protocol]
  const handshake = { direction: 'clientToServer', part: 'payload', name: 'handshake' } as const
  for (const draft of diffPayload(old.handshake.schema, next.handshake.schema, handshake, policy))
    add({ ...draft, related: [...(draft.related ?? []), 'N04'] })
  const refusal = { direction: 'serverToClient', part: 'payload', name: 'refusal' } as const
  add(...diffPayload(old.refusal.schema, next.refusal.schema, refusal, policy))
  compareMarks(old.refusal.schema, next.refusal.schema, refusal, comparison)
  diffErrorCodes(comparison)
  const { removed, added } = diffEvents(asNamespace(old), asNamespace(next), 'protocol', comparison)
  for (const event of removed) removeEvent('protocol', event, old[event.direction][event.name], comparison)
  for (const event of added) addEvent('protocol', event, next[event.direction][event.name], comparison)
}

function asNamespace({ serverToClient, clientToServer }: ProtocolJson): NamespaceJson {
  return {
    version: 1,
    digest: '',
    rooms: {},
    serverToClient,
    clientToServer,
    aliases: { serverToClient: {}, clientToServer: {}, unacknowledged: {} },
    enumerations: {},
  }
}

function diffErrorCodes({ old, next, add }: Comparison): void {
  const [were, are] = [old.protocol.errorCodes, next.protocol.errorCodes]
  for (const code of Object.keys(are))
    if (!Object.hasOwn(were, code))
      add({
        rule: 'K07',
        place: { name: code },
        words: 'was added to the error codes',
        bump: 'minor',
        advice: 'nothing: an end that does not know a code shows its message',
      })
  for (const [code, before] of Object.entries(were)) {
    const after = entryOf(are, code)
    if (!after)
      add({
        rule: 'K07',
        place: { name: code },
        words: 'was removed from the error codes',
        breaks: ['compile-time'],
        advice: 'make sure that no client does something for this code alone; it gets another one in its place',
      })
    else if (before.retryable !== after.retryable)
      add({
        rule: 'K07',
        place: { name: code },
        words: after.retryable ? 'may be tried again now' : 'is not worth another try any more',
        bump: 'minor',
        dangerous: true,
        detail: after.retryable,
      })
  }
}
