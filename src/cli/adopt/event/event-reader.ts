import {
  type EventDraft,
  type FieldDraft,
  type LeftOut,
  objectDraft,
  type ParameterDraft,
  type Remark,
  resolved,
  type SchemaDraft,
} from '../draft.js'

const reserved = ['connect', 'connect_error', 'disconnect', 'disconnecting', 'newListener', 'removeListener']

/** Returns why a name can't be one of an event; nothing where it can. */
export function whyLeftOut(name: string): string | undefined {
  if (reserved.includes(name)) return 'Socket.IO keeps this name for itself'
  if (name === 'connection') return 'it is what a server calls a new client, and never on the wire'
  if (name.startsWith('contract:')) return 'names that begin contract: belong to every contract already'
  return name === '' ? 'it is empty' : undefined
}

/** Reads what the members of an event map carry. */
export function eventsInMap(fields: readonly FieldDraft[]): { events: EventDraft[]; leftOut: LeftOut[] } {
  const events: EventDraft[] = []
  const leftOut: LeftOut[] = []
  for (const field of fields) {
    const why = whyLeftOut(field.name)
    if (why === undefined) events.push(eventOf(field))
    else leftOut.push({ name: field.name, why })
  }
  return { events, leftOut }
}

function eventOf({ name, comment, heading, draft }: FieldDraft): EventDraft {
  const said = { name, comment, heading }
  const found = resolved(draft)
  if (found.kind === 'function') return { ...said, ...calledWith(found.parameters) }
  // maps from names to arguments, or to payloads, instead of functions
  if (found.kind === 'tuple' && !found.rest)
    return {
      ...said,
      ...calledWith(found.items.map((item, at) => ({ ...optionalPart(item), name: `value${at + 1}`, isRest: false }))),
    }
  return { ...said, payload: sent(draft), reply: undefined, remarks: [] }
}

function optionalPart(draft: SchemaDraft): Pick<ParameterDraft, 'draft' | 'isOptional'> {
  return draft.kind === 'optional' ? { draft: draft.inner, isOptional: true } : { draft, isOptional: false }
}

type Carried = Pick<EventDraft, 'payload' | 'reply' | 'remarks'>

/** Reads what a listener is called with: the payload, and last the function that takes the reply. */
function calledWith(parameters: readonly ParameterDraft[]): Carried {
  const remarks: Remark[] = []
  const last = parameters.at(-1)
  const ack = last && resolved(last.draft)
  const isAcknowledged = ack?.kind === 'function'
  const others = isAcknowledged ? parameters.slice(0, -1) : parameters
  const functions = others.filter((each) => resolved(each.draft).kind === 'function')
  for (const { name } of functions)
    remarks.push({
      topic: 'arguments',
      words: `${name} is a function before the last argument: only the last is an acknowledgement`,
    })
  const plain = others.filter((each) => !functions.includes(each))
  const payload = together(plain, remarks, 'arguments', 'payload')
  const reply = isAcknowledged ? replyOf(ack.parameters, remarks) : undefined
  return { payload, reply, remarks }
}

function replyOf(parameters: readonly ParameterDraft[], remarks: Remark[]): SchemaDraft {
  const reply = together(parameters, remarks, 'reply', 'reply')
  if (reply) return reply
  remarks.push({ topic: 'reply', words: 'acknowledged with nothing today: a reply is an object, which is empty here' })
  return objectDraft([])
}

/** Makes one value of what is several today. */
function together(
  parameters: readonly ParameterDraft[],
  remarks: Remark[],
  topic: 'arguments' | 'reply',
  what: string,
): SchemaDraft | undefined {
  const sentOnes = parameters.filter((each) => resolved(each.draft).kind !== 'nothing')
  const [one, ...more] = sentOnes
  if (!one) return undefined
  if (one.isRest && !more.length) {
    remarks.push({ topic, words: `any number of arguments today (...${one.name}): the ${what} is a list of them` })
    return one.draft
  }
  if (!more.length) {
    if (!one.isOptional) return one.draft
    remarks.push({ topic, words: `the ${what} may be left out today` })
    return { kind: 'optional', inner: one.draft }
  }
  const names = sentOnes.map(({ name, isRest }) => (isRest ? `...${name}` : name)).join(', ')
  remarks.push({ topic, words: `${sentOnes.length} arguments today (${names}): the ${what} has them as fields` })
  return objectDraft(
    sentOnes.map(({ name, draft, isOptional }) => ({
      name,
      draft,
      isOptional,
      comment: undefined,
      heading: undefined,
    })),
  )
}

function sent(draft: SchemaDraft): SchemaDraft | undefined {
  return resolved(draft).kind === 'nothing' ? undefined : draft
}
