import type { CallCode } from '../code/code.js'
import type { Program } from '../follow/program.js'
import { type LooseUse, type Use, wholeText } from '../model/use.js'
import { placeOf } from './place.js'

/** Lists where the names of events that are used somewhere are given to what could not be followed. */
export function looseUses({ modules }: Program, uses: readonly Use[], isTest: (file: string) => boolean): LooseUse[] {
  const names = new Set<string>()
  const known = new Set<string>()
  for (const use of uses) {
    if (use.kind !== 'emit' && use.kind !== 'on' && use.kind !== 'off') continue
    const name = use.name && wholeText(use.name)
    if (name !== undefined) names.add(name)
    known.add(`${use.place.file} ${use.place.start}`)
  }
  return [...modules.values()].flatMap(({ calls, file }) =>
    calls.flatMap((call) =>
      looseNames(call, names)
        .filter(({ place }) => !known.has(`${file} ${place.start}`))
        .map((each) => ({ ...each, isTest: isTest(file) })),
    ),
  )
}

function looseNames(call: CallCode, names: ReadonlySet<string>): Omit<LooseUse, 'isTest'>[] {
  return call.arguments.flatMap((code) =>
    code.kind === 'text' && names.has(code.text)
      ? [{ kind: 'loose' as const, name: code.text, place: placeOf(code) }]
      : [],
  )
}
