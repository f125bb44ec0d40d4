import type { CallCode, CodeModule } from '../code/code.js'
import type { Program } from '../follow/program.js'
import { type LooseUse, type Use, wholeText } from '../model/use.js'
import { placeIn, placeOf } from './place.js'

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
  return [...modules.values()].flatMap((module) => {
    const { calls, file } = module
    const given = calls
      .flatMap((call) => looseNames(call, names))
      .filter(({ place }) => !known.has(`${file} ${place.start}`))
    return [...given, ...allowedNames(module, names)].map((each) => ({ ...each, isTest: isTest(file) }))
  })
}

/** Lists the names that types allow as texts: what is of such a type may be sent or heard. */
function allowedNames(module: CodeModule, names: ReadonlySet<string>): Omit<LooseUse, 'isTest'>[] {
  return [...module.typeWords].flatMap(([name, span]) =>
    names.has(name) ? [{ kind: 'loose' as const, name, place: placeIn(module, span) }] : [],
  )
}

function looseNames(call: CallCode, names: ReadonlySet<string>): Omit<LooseUse, 'isTest'>[] {
  return call.arguments.flatMap((code) =>
    code.kind === 'text' && names.has(code.text)
      ? [{ kind: 'loose' as const, name: code.text, place: placeOf(code) }]
      : [],
  )
}
