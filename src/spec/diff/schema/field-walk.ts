import type { JsonObject } from '../../containment/json.js'
import { declaredFieldsOf, isRequired, placing } from './object-part.js'
import { change, type SchemaChange, type Spot, spotWithin, type Walk } from './schema-change.js'
import { isSame } from './schema-tree.js'
import { isNullable, withoutNull } from './union-part.js'

type Presence = 'required' | 'optional' | 'defaulted'

const presently = { required: 'is required', optional: 'is optional', defaulted: 'has a default' } as const
const formerly = { required: 'was required', optional: 'was optional', defaulted: 'had a default' } as const

function presenceOf(part: JsonObject, name: string): Presence {
  if (declaredFieldsOf(part)[name]?.['default'] !== undefined) return 'defaulted'
  return isRequired(part, name) ? 'required' : 'optional'
}

function withoutDefault({ default: _, ...part }: JsonObject): JsonObject {
  return part
}

/** Compares one field that both objects declare. */
export function walkField(walk: Walk, old: JsonObject, next: JsonObject, spot: Spot, name: string): void {
  const [before, after] = [presenceOf(old, name), presenceOf(next, name)]
  const [was, is] = [declaredFieldsOf(old)[name] as JsonObject, declaredFieldsOf(next)[name] as JsonObject]
  const at = spotWithin(spot, ['properties', name], name)
  const [wasNullable, isNow] = [isNullable(was), isNullable(is)]
  const sameApartFromNull = isSame(withoutDefault(withoutNull(was)), withoutDefault(withoutNull(is)))
  const moved = { make: placing(spot.oldPath, old, name, next), undo: placing(spot.newPath, next, name, old) }
  if (before !== after && wasNullable !== isNow && sameApartFromNull) {
    walk.add(presenceAndNull(before, after, isNow, at, moved))
    return
  }
  if (before !== after) walk.add(presenceChanged(old, next, spot, name, before, after, at))
  if (isSame(withoutDefault(was), withoutDefault(is)) && before !== after) return
  walk.walk(was, is, at)
}

function presenceAndNull(
  before: Presence,
  after: Presence,
  isNullableNow: boolean,
  at: Spot,
  edits: Pick<SchemaChange, 'make' | 'undo'>,
): SchemaChange {
  if (before === 'required' && isNullableNow) return change('F08', at, 'may be missing or null now', edits)
  if (after === 'required' && !isNullableNow) return change('F09', at, 'can no longer be missing or null', edits)
  const words = isNullableNow ? 'may be null now, and no longer missing' : 'may be missing now, and no longer null'
  return change('F10', at, words, edits)
}

function presenceChanged(
  old: JsonObject,
  next: JsonObject,
  spot: Spot,
  name: string,
  before: Presence,
  after: Presence,
  at: Spot,
): SchemaChange {
  const edits = {
    make: presenceEdits(spot.oldPath, old, next, name),
    undo: presenceEdits(spot.newPath, next, old, name),
  }
  const detail = { before, after }
  if (before === 'defaulted' || after === 'defaulted')
    return change('F11', at, `${presently[after]} now, it ${formerly[before]}`, edits, {
      // readers had the default, or senders left the field out
      isVisibleInTypes: before === 'defaulted',
      ...(before === 'defaulted' && {
        advice:
          after === 'required'
            ? 'send it always: no default stands in for it any more'
            : 'read it as a field that may be missing: no default stands in for it any more',
      }),
      detail,
    })
  if (after === 'required') return change('F06', at, 'is required now', edits, { detail })
  return change('F07', at, 'may be missing now', edits, { detail })
}

/** Moves whether a field has to be there, and its default, and leaves what it may hold alone. */
function presenceEdits(path: Spot['oldPath'], part: JsonObject, like: JsonObject, name: string): SchemaChange['make'] {
  return [
    ...placing(path, part, name, like).filter((edit) => edit.path.at(-1) === 'required'),
    { path: [...path, 'properties', name, 'default'], value: declaredFieldsOf(like)[name]?.['default'] },
  ]
}
