import {
  addRationals,
  ceilRational,
  compareRationals,
  divideRationals,
  floorRational,
  isMultipleOf,
  leastCommonMultiple,
  type Rational,
  timesWhole,
  toExactNumber,
  toRational,
} from '../rational.js'
import { isNegative, type Literal, nodeOf } from '../schema/literal.js'
import { empty, found, type Outcome, type Searcher, unknown } from './outcome.js'

interface Bound {
  readonly at: Rational
  readonly strict: boolean
}

interface NumberDemands {
  readonly least: Bound | undefined
  readonly most: Bound | undefined
  readonly step: Rational | undefined
  readonly refusedSteps: readonly Rational[]
  readonly refusedValues: ReadonlySet<string>
}

const scanLimit = 20_000n

function tighter(old: Bound | undefined, next: Bound, sign: 1 | -1): Bound {
  if (!old) return next
  const order = compareRationals(next.at, old.at) * sign
  return order > 0 || (order === 0 && next.strict) ? next : old
}

function readDemands(searcher: Searcher, atoms: Iterable<Literal>): NumberDemands {
  let [least, most, step]: [Bound | undefined, Bound | undefined, Rational | undefined] = [
    undefined,
    undefined,
    undefined,
  ]
  const refusedSteps: Rational[] = []
  const refusedValues = new Set<string>()
  for (const atom of atoms) {
    const shape = searcher.graph.at(nodeOf(atom))
    const refused = isNegative(atom)
    if (shape.kind === 'values') {
      searcher.tick(shape.values.length >> 1)
      for (const value of shape.values) if (typeof value === 'number') refusedValues.add(spell(toRational(value)))
    } else if (shape.kind === 'multiple') {
      const asked = toRational(shape.step)
      if (refused) refusedSteps.push(asked)
      else step = step ? leastCommonMultiple(step, asked) : asked
    } else if (shape.kind === 'least' || shape.kind === 'most') {
      const bound = { at: toRational(shape.bound), strict: shape.strict !== refused }
      if ((shape.kind === 'least') !== refused) least = tighter(least, bound, 1)
      else most = tighter(most, bound, -1)
    }
  }
  return { least, most, step, refusedSteps, refusedValues }
}

function isWithin(value: Rational, { least, most }: NumberDemands): boolean {
  const low = least ? compareRationals(value, least.at) : 1
  const high = most ? compareRationals(most.at, value) : 1
  return (low > 0 || (low === 0 && !least?.strict)) && (high > 0 || (high === 0 && !most?.strict))
}

/** Writes a fraction, which is in lowest terms, so that equal ones have equal texts. */
function spell({ top, bottom }: Rational): string {
  return `${top}/${bottom}`
}

function isSolution(value: Rational, demands: NumberDemands): boolean {
  return (
    isWithin(value, demands) &&
    (!demands.step || isMultipleOf(value, demands.step)) &&
    !demands.refusedSteps.some((step) => isMultipleOf(value, step)) &&
    !demands.refusedValues.has(spell(value))
  )
}

function searchSteps(searcher: Searcher, demands: NumberDemands, step: Rational): Outcome {
  if (demands.refusedSteps.some((refused) => isMultipleOf(step, refused))) {
    return empty
  }
  const { least, most } = demands
  const low = least ? ceilRational(divideRationals(least.at, step)) : undefined
  const high = most ? floorRational(divideRationals(most.at, step)) : undefined
  if (low !== undefined && high !== undefined && low > high) return empty
  const [from, direction] = startScan(low, high)
  const end = direction > 0n ? high : low
  for (let count = 0n, index = from; count < scanLimit; count += 1n, index += direction) {
    searcher.tick(4 + demands.refusedSteps.length)
    if (end !== undefined && (direction > 0n ? index > end : index < end)) break
    const value = timesWhole(step, index)
    if (!isSolution(value, demands)) continue
    const exact = toExactNumber(value)
    if (exact !== undefined) return found(exact + 0)
  }
  const isExhaustive = low !== undefined && high !== undefined && high - low < scanLimit
  return isExhaustive && allFail(searcher, demands, step, low, high)
    ? empty
    : unknown('no number was found among the multiples')
}

function startScan(low: bigint | undefined, high: bigint | undefined): [bigint, bigint] {
  if (low !== undefined) return [low < 0n && (high === undefined || high >= 0n) && high === undefined ? 0n : low, 1n]
  if (high !== undefined) return [high > 0n ? 0n : high, -1n]
  return [0n, 1n]
}

function allFail(searcher: Searcher, demands: NumberDemands, step: Rational, low: bigint, high: bigint): boolean {
  for (let index = low; index <= high; index += 1n) {
    searcher.tick(4)
    if (isSolution(timesWhole(step, index), demands)) return false
  }
  return true
}

const dense: readonly Rational[] = [
  [1n, 2n],
  [1n, 4n],
  [1n, 10n],
  [7n, 8n],
  [1n, 3n],
  [1n, 1000n],
  [37n, 128n],
  [13n, 100_000n],
].map(([top = 1n, bottom = 1n]) => ({ top, bottom }))

function half(value: Rational): Rational {
  return divideRationals(value, { top: 2n, bottom: 1n })
}

function candidatesWithin({ least, most }: NumberDemands): Rational[] {
  const whole = (top: bigint): Rational => ({ top, bottom: 1n })
  const minus = (value: Rational): Rational => ({ top: -value.top, bottom: value.bottom })
  const [low, high] = [least?.at, most?.at]
  const start = low ?? (high ? addRationals(high, whole(-8n)) : whole(0n))
  const end = high ?? addRationals(start, whole(8n))
  const width = addRationals(end, minus(start))
  const inner = dense.map((part) =>
    addRationals(start, { top: width.top * part.top, bottom: width.bottom * part.bottom }),
  )
  const near = [1n, 2n, 3n, -1n, -2n].map((distance) => addRationals(start, whole(distance)))
  const middle = half(addRationals(start, end))
  const far = [start, end].flatMap((bound) => [timesWhole(bound, 2n), half(bound)])
  return [whole(0n), start, end, ...near, middle, ...inner, ...far]
}

function searchDense(demands: NumberDemands): Outcome {
  const { least, most } = demands
  const order = least && most ? compareRationals(least.at, most.at) : -1
  if (least && most && (order > 0 || (order === 0 && (least.strict || most.strict)))) return empty
  if (least && order === 0 && !isSolution(least.at, demands)) return empty
  const isFree = (value: Rational): boolean => isSolution(value, demands)
  for (const candidate of candidatesWithin(demands)) {
    const exact = toExactNumber(candidate) ?? Number(candidate.top) / Number(candidate.bottom)
    if (Number.isFinite(exact) && isFree(toRational(exact))) return found(exact + 0)
  }
  return unknown('no number with an exact spelling was found between the bounds')
}

/** Searches for a number under bounds, steps and refusals of both. */
export function findNumber(searcher: Searcher, atoms: Iterable<Literal>): Outcome {
  const demands = readDemands(searcher, atoms)
  return demands.step ? searchSteps(searcher, demands, demands.step) : searchDense(demands)
}
