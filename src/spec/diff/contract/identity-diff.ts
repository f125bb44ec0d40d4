import type { EventJson } from '../../contract-json.js'
import type { Comparison, EventPlace } from '../comparison.js'
import { describedFields } from '../payload/field-list.js'
import type { Sufferer } from '../report/finding.js'

/** Compares what makes two deliveries one fact: a client drops repeats by its own contract, whatever the server means. */
export function diffIdentity(old: EventJson, next: EventJson, place: EventPlace, { add }: Comparison): void {
  const [was, is] = [keyOf(old), keyOf(next)]
  if (was === is) return
  const change = { rule: 'E13', place, words: wordsOf(was, is), detail: [was, is] } as const
  if (place.direction === 'clientToServer') {
    add({
      ...change,
      bump: 'minor',
      dangerous: true,
      advice: 'the bindings of a server drop nothing by it; look at what your server does with a duplicate',
    })
    return
  }
  const breaks: Sufferer[] = []
  const certain: Sufferer[] = []
  const unknown: string[] = []
  for (const [receiver, sender, sufferer] of [
    [next, old, 'old-server-new-client'],
    [old, next, 'new-server-old-client'],
  ] as const) {
    const answer = losesFacts(receiver, sender)
    if (answer === 'no') continue
    breaks.push(sufferer)
    if (answer === 'yes') certain.push(sufferer)
    if (answer === 'unclear' && !unknown.length)
      unknown.push('a function tells which deliveries are duplicates, and contract.json does not show what it does')
  }
  add({
    ...change,
    breaks,
    certain,
    unknown,
    dangerous: !breaks.length,
    advice: adviceFor(breaks, unknown),
  })
}

function wordsOf(was: string, is: string): string {
  if (!is) return `duplicates are no longer recognised, they were by ${was}`
  return `duplicates are recognised by ${is} now, they were ${was ? `by ${was}` : 'not'}`
}

function keyOf({ identity }: EventJson): string {
  if (identity === undefined) return ''
  if (!identity.paths) return `a function${identity.words === undefined ? '' : ` (“${identity.words}”)`}`
  return [...identity.paths]
    .sort()
    .map((path) => `\`${path}\``)
    .join(', ')
}

/** Returns whether a receiver drops as a repeat what the sender means as another fact. */
function losesFacts(receiver: EventJson, sender: EventJson): 'yes' | 'no' | 'unclear' {
  if (!receiver.identity) return 'no'
  if (!receiver.identity.paths) return sender.identity ? 'unclear' : 'yes'
  const sent = describedFields(sender.payload)
  // where none of its values are there, a client knows no fact again
  const read = receiver.identity.paths.filter((path) => !sent.size || sent.has(path))
  if (!read.length) return 'no'
  if (!sender.identity) return 'yes'
  if (!sender.identity.paths) return 'unclear'
  return sender.identity.paths.every((path) => read.includes(path)) ? 'no' : 'yes'
}

function adviceFor(breaks: readonly Sufferer[], unknown: readonly string[]): string {
  if (unknown.length)
    return 'try both on recorded payloads: does one take for a duplicate what the other takes for new? If not, waive this with the name of the test'
  if (breaks.length === 2)
    return 'each end drops as a duplicate what the other sends as something new: keep the fields, or send it as an event of another name'
  if (breaks.includes('old-server-new-client'))
    return 'release servers before clients: a new client drops as a duplicate what an old server sends as something new'
  return breaks.length
    ? 'an old client drops as a duplicate what a new server sends as something new: keep the fields until no old client is left, or send it as an event of another name'
    : 'duplicates may get through while old and new ends meet: make sure that a receiver bears them'
}
