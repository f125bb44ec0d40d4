import type { ClassCode, Code, DecoratorCode, FunctionCode } from '../code/code.js'
import type { Follower } from '../follow/follower.js'
import { gatewayPaths } from '../follow/libraries/gateways.js'
import type { EventUse, PayloadUse, WrittenText } from '../model/use.js'
import { heardPayload } from './payload.js'
import { placeOf } from './place.js'
import { writtenTexts } from './written-text.js'

const handlerWords = new Set(['SubscribeMessage', 'Handles'])
// of socket-controllers: they mean that in a class of its own only
const controllerWords = new Set([...handlerWords, 'OnMessage'])
const answerWords = new Set(['EmitOnSuccess', 'EmitOnFail'])

/** Returns the events that the methods of a gateway hear, and those that they answer with. */
export function gatewayUses(follower: Follower, owner: ClassCode, isTest: boolean): EventUse[] {
  const paths = gatewayPaths(follower, owner)
  const words = paths ? controllerWords : handlerWords
  return [...owner.members.values()].flatMap(({ value, decorators }) =>
    value?.kind === 'function'
      ? decorators
          .filter(({ name }) => words.has(name))
          .flatMap((each) => handlerUses(follower, value, each, decorators, paths?.namespaces, isTest))
      : [],
  )
}

function handlerUses(
  follower: Follower,
  method: FunctionCode,
  decorator: DecoratorCode,
  beside: readonly DecoratorCode[],
  namespaces: readonly string[] | undefined,
  isTest: boolean,
): EventUse[] {
  const name = decorator.name === 'OnMessage' ? decorator.arguments[0] : decorator.arguments.at(-1)
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
  const heard = (of: WrittenText | undefined): EventUse => ({
    ...base,
    kind: 'on',
    name: of,
    place: of?.place ?? placeOf(name),
    payload: of && bodyOf(method),
    isAcknowledged: undefined,
  })
  const texts = writtenTexts(follower, name, undefined)
  const answered = [...answers(follower, method), ...declaredAnswers(follower, beside)]
  return [...(texts.length ? texts.map(heard) : [heard(undefined)]), ...answered.map((each) => ({ ...base, ...each }))]
}

function bodyOf(method: FunctionCode): PayloadUse | undefined {
  const marked = method.parameters.findIndex(({ decorators }) =>
    decorators?.some(({ name, arguments: given }) => /^(?:MessageBody|Payload)$/.test(name) && !given.length),
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
    return answersNamed(follower, event)
  })
}

/** Lists the events that decorators make of what a handler returns or throws. */
function declaredAnswers(follower: Follower, decorators: readonly DecoratorCode[]): Answer[] {
  return decorators.flatMap(({ name, arguments: [event] }) =>
    event && answerWords.has(name) ? answersNamed(follower, event) : [],
  )
}

function answersNamed(follower: Follower, event: Code): Answer[] {
  return writtenTexts(follower, event, undefined).map((name) => ({
    kind: 'emit',
    name,
    place: name.place,
    payload: undefined,
    isAcknowledged: undefined,
  }))
}
