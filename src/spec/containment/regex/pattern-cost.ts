import type { RegexPart } from './regex-syntax.js'

/** Bounds of what one part may cost the platform on a text of some length. */
interface Cost {
  /** In how many ways it can be gone through. */
  readonly ways: number
  /** How many characters it takes at least. */
  readonly least: number
  /** How much code it comes to. */
  readonly size: number
}

const stepLimit = 1_000_000
const sizeLimit = 20_000
const free: Cost = { ways: 1, least: 0, size: 1 }

function costOf(part: RegexPart, length: number): Cost {
  switch (part.kind) {
    case 'chars':
      return { ways: 1, least: 1, size: 1 + part.set.length / 8 }
    case 'sequence':
      return part.parts.reduce((sum, inner) => {
        const { ways, least, size } = costOf(inner, length)
        return { ways: sum.ways * ways, least: sum.least + least, size: sum.size + size }
      }, free)
    case 'choice':
      return part.parts.reduce(
        (sum, inner) => {
          const { ways, least, size } = costOf(inner, length)
          return { ways: sum.ways + ways, least: Math.min(sum.least, least), size: sum.size + size }
        },
        { ways: 0, least: Infinity, size: 1 },
      )
    case 'repeat':
      return costOfRepeat(costOf(part.part, length), part.min, part.max, length)
    case 'ahead':
      return { ...costOf(part.part, length), least: 0 }
    case 'behind': {
      const { ways, size } = costOf(part.part, length)
      return { ways: ways * (length + 1), least: 0, size }
    }
    case 'back':
      return { ways: 1, least: 0, size: 1 }
    default:
      return free
  }
}

function costOfRepeat({ ways, least, size }: Cost, min: number, max: number, length: number): Cost {
  // a round that takes nothing may be among those that must be, and none beyond
  const rounds = Math.min(max, least > 0 ? Math.floor(length / least) : length + min)
  const counts = Math.max(1, rounds - min + 1)
  return {
    ways: ways === 1 ? counts : ways ** Math.min(max, rounds + 1) * counts,
    least: least * min,
    size: size * Math.max(1, Math.min(max === Infinity ? min + 1 : max, 1e6)),
  }
}

/** Returns whether the platform's backtracking over a text of some length can't take long. */
export function isCheap(part: RegexPart, length: number): boolean {
  const { ways, size } = costOf(part, length)
  const starts = isAnchored(part) ? 1 : length + 1
  return ways * starts * (length + 1) <= stepLimit && size <= sizeLimit
}

function isAnchored(part: RegexPart): boolean {
  return part.kind === 'start' || (part.kind === 'sequence' && part.parts[0] !== undefined && isAnchored(part.parts[0]))
}
