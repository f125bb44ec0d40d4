import type { EventContract } from '../../contract/event/event.js'
import { parametersIn } from '../../contract/room/room-pattern.js'
import { isDescribed } from '../../guards/described-schema.js'
import { isPayload } from '../../guards/payload.js'
import { leadsTo } from '../../spec/reading/schema-reading.js'
import { differenceIn } from '../value-place.js'
import { type ConformanceCheck, failCheck, placeText } from './check.js'
import { type CheckedEvent, checkedParts } from './checked-event.js'
import type { ConformanceOptions } from './options.js'

/** Makes the checks of an event apart from its schemas. */
export function eventChecks(checked: CheckedEvent, options: ConformanceOptions): ConformanceCheck[] {
  const { where } = checked
  return [
    { title: `${where}: it knows its own name, direction and namespace`, check: () => checkPlace(checked) },
    {
      title: `${where}: its examples fit and come out as they went in`,
      check: () => checkExamples(checked, options),
    },
    { title: `${where}: it says where it goes, and its payload names the rooms`, check: () => checkRooms(checked) },
    { title: `${where}: its identity leads to fields of its payload`, check: () => checkIdentity(checked) },
  ]
}

function checkPlace({ where, event, key, direction, contract }: CheckedEvent): void {
  if (event.name !== key || event.direction !== direction || event.namespace !== contract.path)
    failCheck(where, 'it does not know its name, direction and namespace: declare it with event() inside namespace()')
}

function checkExamples(checked: CheckedEvent, { examples }: ConformanceOptions): void {
  const { where, event } = checked
  if (!event.payload && ![undefined, null, {}].every((nothing) => isPayload(event, nothing)))
    failCheck(where, 'it carries nothing and refuses nothing: make it with event()')
  for (const { part, exampleKey, example, parse } of checkedParts(checked)) {
    if (example === undefined) {
      if (examples === 'required') failCheck(where, `its ${part} has no example: give it a fitting \`${exampleKey}\``)
      continue
    }
    const result = parse(example)
    if (!result.ok) {
      const places = result.error.issues.map(({ path }) => placeText(path.map(String)))
      failCheck(where, `its \`${exampleKey}\` does not fit its ${part}: put ${places.join(', ')} right`)
    }
    const difference = differenceIn(result.value, example)
    if (difference)
      failCheck(
        where,
        `its \`${exampleKey}\` does not come out as it went in: declare ${placeText(difference)}, or take it out`,
      )
    if (part === 'reply' && 'error' in Object(example))
      failCheck(
        where,
        'its `replyExample` has a field error, by which a reply is known as a refusal: name the field otherwise',
      )
  }
}

function checkRooms({ where, event, direction }: CheckedEvent): void {
  const { to, everybody, direct, joins, leaves, within = [] } = event
  if (direction === 'clientToServer' && to.length) failCheck(where, '`to` is for what the server sends: take it out')
  if (direction === 'serverToClient' && !to.length && !everybody && !direct)
    failCheck(where, 'it goes nowhere: give it `to`, `everybody: true` or `direct: true`')
  for (const family of [...joins, ...leaves, ...within]) {
    const missing = parametersIn(family.pattern).find((parameter) => !namesRoom(event, parameter))
    if (missing !== undefined)
      failCheck(where, `its payload has no field ${missing} to name the room ${family.pattern} with`)
  }
}

function namesRoom({ payload }: EventContract, parameter: string): boolean {
  if (!payload || !isDescribed(payload)) return payload !== undefined
  return [parameter, 'room', 'channels'].some((field) => leadsTo(payload, [field]))
}

function checkIdentity({ where, event }: CheckedEvent): void {
  const { payload, identity } = event
  if (!payload || !isDescribed(payload)) return
  const lost = identity.find((path) => !leadsTo(payload, path.split('.')))
  if (lost !== undefined)
    failCheck(where, `its identity ${lost} leads to no field of its payload: name one that is there`)
}
