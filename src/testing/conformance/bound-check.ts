import type { DescribedSchema } from '../../guards/described-schema.js'
import { unboundedPlaces } from '../../spec/reading/unbounded.js'
import { type ConformanceCheck, failCheck } from './check.js'
import { type CheckedPart, isDescribedPart } from './checked-event.js'
import type { ConformanceOptions } from './options.js'
import { largestIn } from './size.js'

/** One place without a bound. */
interface Unbounded {
  /** How `allow` names it. */
  readonly key: string
  /** How messages name it. */
  readonly field: string
  readonly lack: string
}

/** Makes the checks of what bounds a part of an event, and keeps which waivers were needed. */
export function boundChecks(part: CheckedPart, options: ConformanceOptions, used: Set<string>): ConformanceCheck[] {
  if (!isDescribedPart(part)) return []
  const { allow = {}, bounds, maxPayloadBytes = 1_000_000 } = options
  const open = unboundedOf(part, part.schema)
  for (const { key } of open) if (Object.hasOwn(allow, key)) used.add(key)
  const named = open.filter(({ key }) => bounds === 'optional' || Object.hasOwn(allow, key))
  const faults = open.filter((each) => !named.includes(each))
  const except = named.map(({ key, field }) => (allow[key] === undefined ? field : `${field} (${allow[key]})`))
  const title = `${part.where}: every text, list and record of its ${part.part} has a bound`
  const checks = [{ title: except.length ? `${title}, except ${except.join(', ')}` : title, check: checkBounds }]
  if (part.direction === 'serverToClient' || part.part === 'reply') return checks
  return [
    ...checks,
    { title: `${part.where}: its payload stays under ${maxPayloadBytes} bytes at its largest`, check: checkSize },
  ]

  function checkBounds(): void {
    const [first] = faults
    if (!first) return
    const places = faults.map(({ field }) => field).join(', ')
    failCheck(
      part.where,
      `its ${part.part} is not bounded at ${places}: ${first.field} is ${first.lack}, or give the reason in \`allow\` under '${first.key}'`,
    )
  }

  function checkSize(): void {
    const [bytes, field] = largestIn(part.schema as DescribedSchema)
    if (bytes >= maxPayloadBytes)
      failCheck(
        part.where,
        `its payload may have ${bytes} bytes as JSON, of which most are in ${field || 'the whole'}: lower its bounds, or raise \`maxPayloadBytes\` together with the server's \`maxHttpBufferSize\``,
      )
  }
}

/**
 * Makes the check that every waiver is needed.
 * @param used the waivers that were
 */
export function waiverCheck({ allow = {} }: ConformanceOptions, used: ReadonlySet<string>): ConformanceCheck {
  return {
    title: 'every field in `allow` is there and has no bound',
    check: () => {
      const idle = Object.keys(allow).find((key) => !used.has(key))
      if (idle !== undefined) failCheck(`allow['${idle}']`, 'no field of that event lacks a bound: take it out')
    },
  }
}

function unboundedOf({ key, part }: CheckedPart, schema: DescribedSchema): Unbounded[] {
  return unboundedPlaces(schema).map(({ where, lack }) => ({
    key: [key, part === 'reply' && 'reply', where].filter(Boolean).join(' '),
    field: where || 'the whole',
    lack,
  }))
}
