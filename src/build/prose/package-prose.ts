import type { Direction } from '../../contract/event/direction.js'
import { directions } from '../../contract/event/direction.js'
import type { EventContract } from '../../contract/event/event.js'
import type { NamespaceContract } from '../../contract/namespace.js'
import type { ContractWithAliases } from '../../spec/contract-source.js'
import type { EventProse, NamespaceProse, Prose } from '../../spec/prose.js'
import type { LoadedModule, LoadedPackage } from '../load.js'
import { sentenceBefore, topConstants } from '../source-module.js'
import { aliasNotes } from './alias-notes.js'
import { fieldMeanings, fieldSentences } from './field-sentences.js'
import { pastNotes } from './past-notes.js'
import { eventOfType, namedTypes, typeReference } from './type-names.js'
import { wordSets } from './word-sets.js'

/** Reads what the modules of a package say of contracts in comments, and how they name types. */
export function packageProse(loaded: LoadedPackage, sources: readonly ContractWithAliases[]): Prose {
  return {
    namespaces: Object.fromEntries(
      sources.map((source): [string, NamespaceProse] => [source.contract.path, namespaceProse(loaded, source)]),
    ),
  }
}

function namespaceProse(loaded: LoadedPackage, { contract, aliases, past }: ContractWithAliases): NamespaceProse {
  const modules = [...loaded.modules.values()]
  const homes = modules.filter(({ names }) => Object.values(names).includes(contract))
  const homeOf = (table: object | undefined) =>
    modules.find(({ names }) => table && Object.values(names).includes(table))
  const [table, pastTable] = [homeOf(aliases), homeOf(past)]
  const summary = homes.map((home) => contractSentence(home, contract)).find((sentence) => sentence !== undefined)
  return {
    ...(summary !== undefined && { summary }),
    ...Object.fromEntries(directions.map((direction) => [direction, eventsProse(loaded, contract, direction)])),
    rooms: Object.fromEntries(contract.rooms.flatMap((room) => roomSentence(modules, room))),
    ...(aliases && table && { aliases: aliasNotes(table, aliases) }),
    ...(past && pastTable && { past: pastNotes(pastTable, past) }),
    enumerations: Object.assign({}, ...homes.map((home) => wordSets(home, loaded.meaningsOf))),
  }
}

/** Finds what is said of a contract: above the interface that its constant is annotated with, or above the constant. */
function contractSentence({ source, names }: LoadedModule, contract: NamespaceContract): string | undefined {
  const sentences = topConstants(source).flatMap(({ name, declarator, statement }) => {
    if (names[name] !== contract) return []
    const annotation = declarator.id.typeAnnotation?.typeAnnotation
    const named = annotation && typeReference(annotation)?.name
    const declared = source.program.body.find((each) => {
      const held = each.type === 'ExportNamedDeclaration' ? each.declaration : each
      return held?.type === 'TSInterfaceDeclaration' && held.id.name === named
    })
    const said = [declared && sentenceBefore(source, declared.start), sentenceBefore(source, statement.start)]
    return said.filter((sentence) => sentence !== undefined)
  })
  return sentences[0]
}

function roomSentence(modules: readonly LoadedModule[], room: { readonly pattern: string }): [string, string][] {
  for (const { source, names } of modules)
    for (const { name, statement } of topConstants(source)) {
      const sentence = names[name] === room ? sentenceBefore(source, statement.start) : undefined
      if (sentence !== undefined) return [[room.pattern, sentence]]
    }
  return []
}

function eventsProse(
  loaded: LoadedPackage,
  contract: NamespaceContract,
  direction: Direction,
): { readonly [name: string]: EventProse } {
  const types = typeNames(loaded, contract)
  const events = Object.entries(contract[direction] as Readonly<Record<string, EventContract>>)
  return Object.fromEntries(
    events.map(([name, event]): [string, EventProse] => {
      const summary = loaded.sentenceOf(event)
      const identity = event.identify && loaded.sentenceOf(event.identify)
      const meanings = partMeanings(event, loaded)
      return [
        name,
        {
          ...(summary !== undefined && { summary }),
          ...(identity !== undefined && { identity }),
          payload: fieldSentences(event.payload, loaded.sentenceOf),
          reply: fieldSentences(event.reply, loaded.sentenceOf),
          ...(meanings && { meanings }),
          types: types.get(event) ?? {},
        },
      ]
    }),
  )
}

/** Finds what the values of an event's enumerations mean; nothing where nothing is said of any. */
function partMeanings(event: EventContract, { meaningsOf }: LoadedPackage): EventProse['meanings'] {
  const parts = (['payload', 'reply'] as const).flatMap((part) => {
    const found = fieldMeanings(event[part], meaningsOf)
    return Object.keys(found).length ? [[part, found] as const] : []
  })
  return parts.length ? Object.fromEntries(parts) : undefined
}

/** Maps an event to the names of the types that its payload and reply have. */
export function typeNames(
  loaded: LoadedPackage,
  contract: NamespaceContract,
): Map<EventContract, Record<string, string>> {
  const found = new Map<EventContract, Record<string, string>>()
  for (const module of loaded.modules.values())
    for (const { name, isExported, type } of namedTypes(module)) {
      const of = isExported ? eventOfType(type, module) : undefined
      if (of?.contract === contract) found.set(of.event, { [of.part]: name, ...found.get(of.event) })
    }
  return found
}
