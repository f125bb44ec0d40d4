import { fieldsAt } from '../../guards/issue.js'
import { mayBeMissing } from '../../guards/print/presence.js'
import { fitsAlone, type Reading, readingAt } from '../../spec/reading/schema-reading.js'
import { changed, heldAt, placesIn } from '../value-place.js'
import { type ConformanceCheck, failCheck, placeText } from './check.js'
import { type CheckedPart, type DescribedPart, isDescribedPart } from './checked-event.js'
import { samplesOf } from './sample.js'

const samples = 3
const seed = 13
const others: readonly unknown[] = [7, 'another type', true, {}, []]

/** Makes the checks of what the guard of a part of an event refuses. */
export function refusalChecks(part: CheckedPart): ConformanceCheck[] {
  const { where } = part
  const wrong: ConformanceCheck = {
    title: `${where}: its ${part.part} is refused where it is no such value at all`,
    check: () => checkWhole(part),
  }
  if (!isDescribedPart(part)) return [wrong]
  return [
    wrong,
    {
      title: `${where}: its ${part.part} is refused without any one required field, and it is said which`,
      check: () => everyPlace(part, checkRequired),
    },
    {
      title: `${where}: its ${part.part} is refused with a field of another type, and it is said which`,
      check: () => everyPlace(part, checkType),
    },
    {
      title: `${where}: its ${part.part} is closed to null where none is declared`,
      check: () => everyPlace(part, checkNull),
    },
  ]
}

function checkWhole(part: CheckedPart): void {
  // a value that no wire carries, of which no schema of the wire knows
  if (!isRefused(part, Symbol('no value')))
    failCheck(part.where, `its ${part.part} takes any value: give it a schema that refuses`)
}

type CheckPlace = (part: DescribedPart, value: unknown, place: readonly string[], reading: Reading) => void

function everyPlace(part: DescribedPart, check: CheckPlace): void {
  for (const value of samplesOf(part, samples, seed))
    for (const place of placesIn(value)) {
      const reading = readingAt(part.schema, value, place)
      if (reading.fields.length && reading.isSure) check(part, value, place, reading)
    }
}

function checkRequired(part: DescribedPart, value: unknown, place: readonly string[], reading: Reading): void {
  const holder = place.length ? heldAt(value, place.slice(0, -1)) : []
  if (Array.isArray(holder) || reading.isEntry || reading.fields.some((field) => mayBeMissing(field))) return
  checkRefused(part, changed(value, place, undefined), place, reading, 'without')
}

function checkType(part: DescribedPart, value: unknown, place: readonly string[], reading: Reading): void {
  const { fields } = reading
  const other = others.find(
    (each) => typeof each !== typeof heldAt(value, place) && !fields.some((field) => fitsAlone(field, each)),
  )
  if (other !== undefined) checkRefused(part, changed(value, place, other), place, reading, 'with another type of')
}

function checkNull(part: DescribedPart, value: unknown, place: readonly string[], reading: Reading): void {
  if (!reading.fields.some((field) => fitsAlone(field, null)))
    checkRefused(part, changed(value, place, null), place, reading, 'with null for')
}

function checkRefused(
  part: DescribedPart,
  value: unknown,
  place: readonly string[],
  { choices }: Reading,
  how: string,
): void {
  const result = part.parse(value)
  // keys of records are received values, and hidden
  const [safe] = fieldsAt(part.schema, place)
  const what = `its ${part.part} ${how} ${placeText(safe.map(String))}`
  if (result.ok || part.isFit(value))
    failCheck(part.where, `${what} is let through: its parser is not its schema's, so build the contract anew`)
  const told = result.error.issues.map(({ path }) => path.join('.'))
  const places = [safe, ...choices.map((depth) => safe.slice(0, depth))].map((path) => path.join('.'))
  if (!told.some((path) => places.some((each) => path === each || path.startsWith(`${each}.`))))
    failCheck(
      part.where,
      `${what} is refused, and not told of at that place: check the field itself, not what holds it`,
    )
}

function isRefused(part: CheckedPart, value: unknown): boolean {
  return !part.parse(value).ok && !part.isFit(value)
}
