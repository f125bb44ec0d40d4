import type { JsonValue } from '../json.js'
import { type Pattern, toPattern } from '../regex/pattern.js'
import { toSearchLanguage } from '../regex/regex-compiler.js'
import { UnreadablePattern } from '../regex/regex-syntax.js'
import type { Term } from '../regex/regex-term.js'
import { findWord } from '../regex/word-search.js'
import { formatBounds } from '../schema/format.js'
import { isNegative, type Literal, nodeOf } from '../schema/literal.js'
import type { NodeShape } from '../schema/schema-graph.js'
import { empty, found, type Outcome, type Searcher, unknown } from './outcome.js'

interface StringDemands {
  min: number
  max: number
  readonly languages: Term[]
  readonly samples: string[]
  readonly doubts: string[]
}

const attemptLimit = 12

function readLanguage(searcher: Searcher, pattern: Pattern, doubts: string[] = []): Term | undefined {
  try {
    return toSearchLanguage(searcher.terms, pattern)
  } catch (error) {
    if (!(error instanceof UnreadablePattern)) throw error
    doubts.push(`the pattern ${shown(pattern.source)} has ${error.message}, which is not read as a language`)
    return undefined
  }
}

function shown(source: string): string {
  return JSON.stringify(source.length > 60 ? `${source.slice(0, 60)}...` : source)
}

/** Adds the language of a pattern, or leaves it out, which only ever allows more words. */
function addPattern(searcher: Searcher, demands: StringDemands, pattern: Pattern, refused: boolean): void {
  const language = readLanguage(searcher, pattern, demands.doubts)
  if (language) demands.languages.push(refused ? searcher.terms.complement(language) : language)
}

function addFormat(searcher: Searcher, demands: StringDemands, format: string, refused: boolean): void {
  const bounds = formatBounds(format)
  demands.doubts.push(`the format ${format} is known in part only`)
  if (bounds && refused) addPattern(searcher, demands, toPattern(bounds.inner), true)
  if (bounds && !refused) demands.samples.push(bounds.sample)
}

function addDemand(searcher: Searcher, demands: StringDemands, shape: NodeShape, refused: boolean): void {
  if (shape.kind === 'pattern') addPattern(searcher, demands, shape, refused)
  else if (shape.kind === 'format') addFormat(searcher, demands, shape.format, refused)
  else if (shape.kind === 'values') {
    const words = shape.values.filter((value) => typeof value === 'string')
    demands.languages.push(...words.map((word) => searcher.terms.complement(searcher.terms.word(word))))
  } else if (shape.kind === 'minLength' || shape.kind === 'maxLength') {
    const isMin = (shape.kind === 'minLength') !== refused
    const shift = refused ? (isMin ? 1 : -1) : 0
    if (isMin) demands.min = Math.max(demands.min, shape.count + shift)
    else demands.max = Math.min(demands.max, shape.count + shift)
  } else if (shape.kind === 'opaque') demands.doubts.push(`the format ${shape.name} is not known`)
}

function readDemands(searcher: Searcher, atoms: Iterable<Literal>): StringDemands {
  const demands: StringDemands = { min: 0, max: Infinity, languages: [], samples: [], doubts: [] }
  for (const atom of atoms) addDemand(searcher, demands, searcher.graph.at(nodeOf(atom)), isNegative(atom))
  return demands
}

function isAccepted(searcher: Searcher, atoms: readonly Literal[], value: JsonValue): boolean {
  return atoms.every((atom) => searcher.fits(atom, value) === true)
}

function searchGuided(searcher: Searcher, atoms: readonly Literal[], language: Term, demands: StringDemands): Outcome {
  for (const atom of atoms) {
    const shape = searcher.graph.at(nodeOf(atom))
    const bounds = shape.kind === 'format' ? formatBounds(shape.format) : undefined
    const edge = bounds && readLanguage(searcher, toPattern(isNegative(atom) ? bounds.outer : bounds.inner))
    if (!edge) continue
    const guide = isNegative(atom) ? searcher.terms.complement(edge) : edge
    const outcome = findWord(searcher.terms, searcher.terms.both([language, guide]), demands)
    if (outcome.kind === 'word' && isAccepted(searcher, atoms, outcome.word)) return found(outcome.word)
  }
  return empty
}

/** Searches for a string under lengths, patterns, formats and refusals of them. */
export function findString(searcher: Searcher, atoms: readonly Literal[]): Outcome {
  const { terms } = searcher
  const demands = readDemands(searcher, atoms)
  if (demands.min > demands.max) return empty
  const sample = demands.samples.find((candidate) => isAccepted(searcher, atoms, candidate))
  if (sample !== undefined) return found(sample)
  let language = terms.both([terms.all, ...demands.languages])
  const guided = searchGuided(searcher, atoms, language, demands)
  if (guided.kind === 'value') return guided
  for (let attempt = 0; attempt < attemptLimit; attempt += 1) {
    const outcome = findWord(terms, language, demands)
    if (outcome.kind === 'none' && attempt === 0) return empty
    if (outcome.kind !== 'word') break
    if (isAccepted(searcher, atoms, outcome.word)) return found(outcome.word)
    if (demands.doubts.length === 0) break
    language = terms.both([language, terms.complement(terms.word(outcome.word))])
  }
  return unknown(demands.doubts[0] ?? 'a search among strings grew too large')
}
