import type { DescribedSchema } from '../../guards/described-schema.js'
import type { Description } from '../../guards/print/described.js'
import { mayBeLeftOut } from './left-out.js'
import { enclosed, heldType, type TypePlace, unionType } from './type-place.js'

/** Prints the type of a list. */
export function arrayType({ element }: Description, place: TypePlace): readonly string[] {
  return listOf(heldType(element, place, '[]'), place)
}

function listOf(type: string, { isReadonly }: TypePlace): readonly string[] {
  return [`${isReadonly ? 'readonly ' : ''}${enclosed(type)}[]`]
}

/** Prints the type of a tuple; the items that stand last may be left out, where they say so. */
export function tupleType({ items = [], rest }: Description, place: TypePlace): readonly string[] {
  const firstLeft = items.findLastIndex((item) => !mayBeLeftOut(item)) + 1
  const types = items.map((item) => heldType(item, place))
  const others = rest ? heldType(rest, place) : undefined
  // zod's types forget the places of a read-only tuple that begins with what may be left out
  if (place.isReadonly && firstLeft === 0)
    return listOf(unionType([...types, ...(firstLeft < items.length ? ['undefined'] : []), others ?? 'never']), place)
  const listed = types.map((type, index) => (index < firstLeft ? type : `${enclosed(type)}?`))
  if (others !== undefined) listed.push(`...${enclosed(others)}[]`)
  return [`${place.isReadonly ? 'readonly ' : ''}[${listed.join(', ')}]`]
}

/** Prints the type of what two schemas ask. */
export function intersectionType({ left, right }: Description, place: TypePlace): readonly string[] {
  const both = [left, right].map((side) => enclosed(heldType(side as DescribedSchema, place))).join(' & ')
  return [place.isReadonly ? `Readonly<${both}>` : both]
}
