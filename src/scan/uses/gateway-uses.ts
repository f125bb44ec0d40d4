import type { ClassCode, DecoratorCode, FunctionCode } from '../code/code.js'
import type { Follower } from '../follow/follower.js'
import { gatewayPaths } from '../follow/libraries/gateways.js'
import type { EventUse, PayloadUse } from '../model/use.js'
import { heardPayload } from './payload.js'
import { placeOf } from './place.js'
import { writtenTexts } from './written-text.js'

const handlerWords = new Set(['SubscribeMessage', 'Handles'])

/** Returns the events that the methods of a gateway hear, and those that they answer with. */
export function gatewayUses(follower: Follower, owner: ClassCode, isTest: boolean): EventUse[] {
  const namespaces = gatewayPaths(follower, owner)?.namespaces
  return [...owner.members.values()].flatMap(({ value, decorators }) =>
    value?.kind === 'function'
      ? decorators
          .filter(({ name }) => handlerWords.has(name))
          .flatMap((each) => handlerUses(follower, value, each, namespaces, isTest))
      : [],
  )
}

function handlerUses(
  follower: Follower,
  method: FunctionCode,
  decorator: DecoratorCode,
  namespaces: readonly string[] | undefined,
  isTest: boolean,
): EventUse[] {
  const name = decorator.arguments.at(-1)
  if (!name) return []
  const base = {
    end: 'server',
    namespaces,
    isTest,
    isEvery: false,
    isManager: false,
    isBound: decorator.name === 'Handles',
    repeats: undefined,
    rooms: [],
  } as const
  const heard = writtenTexts(follower, name, undefined).map(
    (each): EventUse => ({
      ...base,
      kind: 'on',
      name: each,
      place: each.place,
      payload: bodyOf(method),
      isAcknowledged: undefined,
    }),
  )
  const dynamic: EventUse = {
    ...base,
    kind: 'on',
    name: undefined,
    place: placeOf(name),
    payload: undefined,
    isAcknowledged: undefined,
  }
  return [...(heard.length ? heard : [dynamic]), ...answers(follower, method).map((each) => ({ ...base, ...each }))]
}

function bodyOf(method: FunctionCode): PayloadUse | undefined {
  const marked = method.parameters.findIndex(({ decorators }) =>
    decorators?.some(({ name, arguments: given }) => name === 'MessageBody' && !given.length),
  )
  const isBare = method.parameters.every(({ decorators }) => !decorators?.length)
  if (marked < 0 && !isBare) return undefined
  return heardPayload(method, marked < 0 ? 1 : marked)
}

type Answer = Pick<EventUse, 'kind' | 'name' | 'place' | 'payload' | 'isAcknowledged'>

/** Lists the events that a handler answers with: `return { event: 'x', data }`. */
function answers(follower: Follower, method: FunctionCode): Answer[] {
  return method.returns.flatMap((each): Answer[] => {
    if (each.kind !== 'object') return []
    const event = each.fields.find(({ key }) => key === 'event')?.value
    if (!event || !each.fields.some(({ key }) => key === 'data')) return []
    return writtenTexts(follower, event, undefined).map((name) => ({
      kind: 'emit',
      name,
      place: name.place,
      payload: undefined,
      isAcknowledged: undefined,
    }))
  })
}
