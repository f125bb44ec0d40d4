import type { ClassCode } from '../../code/code.js'
import { classChain } from '../../follow/class-chain.js'
import type { Follower } from '../../follow/follower.js'
import { pythonNamespace } from '../../follow/libraries/python-namespaces.js'
import type { EventUse, Use } from '../../model/use.js'
import { logUses } from '../log-uses.js'
import { placeOf } from '../place.js'
import { dataPlace, readPayload } from './handler-payload.js'
import { baseOf, functionName } from './python-call-uses.js'

/** Returns the events that the methods of a namespace's class hear: `on_name`, with all its underscores. */
export function namespaceUses(follower: Follower, code: ClassCode, isTest: boolean): Use[] {
  const end = pythonNamespace(follower, code)
  if (!end) return []
  // who dispatches by hand may hear any name in any method
  const dispatch = classChain(follower, code).flatMap((each) => each.members.get('trigger_event')?.value ?? [])
  const base = baseOf(end, isTest)
  const [dispatching] = dispatch
  if (dispatching) return [{ ...base, kind: 'on', name: undefined, isEvery: true, place: placeOf(dispatching) }]
  return [...code.members.values()].flatMap(({ value }): Use[] => {
    if (value?.kind !== 'function' || !value.name?.startsWith('on_')) return []
    const name = functionName(value, 'on_')
    const at = dataPlace(end)
    const use: EventUse = {
      ...base,
      kind: 'on',
      name,
      place: name.place,
      payload: readPayload(value, at),
      isAcknowledged: value.returns.length > 0,
    }
    return [use, ...logUses(value, use, at)]
  })
}
