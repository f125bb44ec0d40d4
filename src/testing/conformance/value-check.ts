import { contains } from '../../spec/containment/containment.js'
import type { NamespaceJson } from '../../spec/contract-json.js'
import { spelledBytes } from '../../spec/spelled-bytes.js'
import { differenceIn } from '../value-place.js'
import { type ConformanceCheck, failCheck, placeText } from './check.js'
import type { CheckedPart } from './checked-event.js'
import { samplesOf, sentOver } from './sample.js'

const rounds = 50
const seed = 11
const shownToSchema = 5

/** Makes the checks of what becomes of values that fit a part of an event. */
export function valueChecks(part: CheckedPart, described: () => Promise<NamespaceJson>): ConformanceCheck[] {
  return [
    {
      title: `${part.where}: values of its ${part.part} outlast JSON and the guard as they are`,
      check: () => checkKept(part),
    },
    {
      title: `${part.where}: the JSON Schema of its ${part.part} accepts what the guard accepts`,
      check: () => checkDescribed(part, described),
    },
  ]
}

function checkKept(part: CheckedPart): void {
  for (const value of samplesOf(part, rounds, seed)) {
    const lost = differenceIn(sentOver(value), value)
    if (lost)
      failCheck(part.where, `its ${part.part} does not outlast JSON at ${placeText(lost)}: declare what JSON carries`)
    const result = part.parse(value)
    if (!result.ok) failCheck(part.where, `its ${part.part} fits and is refused: its guard contradicts itself`)
    const changedAt = differenceIn(result.value, value)
    if (changedAt)
      failCheck(
        part.where,
        `its ${part.part} changes ${placeText(changedAt)}: check values, and change them before they are sent`,
      )
  }
}

async function checkDescribed(part: CheckedPart, described: () => Promise<NamespaceJson>): Promise<void> {
  const namespace = await described()
  const json = namespace[part.direction][part.key]?.[part.part]
  const values = samplesOf(part, shownToSchema, seed)
  if (!json || contains({ enum: values.map(spelledBytes) } as never, json as never).verdict === 'refuted')
    failCheck(
      part.where,
      `its guard accepts a ${part.part} that its JSON Schema in contract.json refuses: what is registered for a field must be what it checks`,
    )
}
