import type { FunctionCode } from '../../code/code.js'
import { bindingOf } from '../../code/scope.js'
import type { EndpointValue } from '../../follow/value.js'
import type { FieldUse, PayloadUse } from '../../model/use.js'
import { isTextKey } from '../payload.js'
import { placeIn, placeOf } from '../place.js'

/** Returns which parameter of a handler is the payload: servers of python-socketio are given the client before it. */
export function dataPlace({ end, dialect }: EndpointValue): number {
  return end === 'server' && dialect === 'python-socketio' ? 1 : 0
}

/** Returns the fields that a handler reads of what it is given: `data['field']` and `data.get('field')`. */
export function readPayload(listener: FunctionCode, at: number): PayloadUse | undefined {
  const parameter = listener.parameters[at]
  if (!parameter) return undefined
  const { module } = listener
  const fields = module.members.flatMap(({ of, key, keyAt }): FieldUse[] => {
    if (typeof key !== 'string' || of.kind !== 'name' || !isTextKey(module, keyAt)) return []
    if (bindingOf(of.scope, of.name) !== parameter) return []
    return [{ key, place: placeIn(module, keyAt), isShort: false, isText: true }]
  })
  return fields.length ? { fields, isWhole: false, place: placeOf(listener) } : undefined
}
