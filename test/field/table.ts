import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Block, legacyWords, type Seen, whereOf } from './cell.js'

/** A cell of the table. */
interface Cell {
  readonly what: string
  readonly right: string
  readonly cannot: string | undefined
}

function cellsOf(block: Block): Cell[] {
  return Object.entries(block.right).map(([what, words]) => {
    const [right, cannot] = typeof words === 'string' ? [words] : words
    return { what, right, cannot }
  })
}

/** Holds every cell of a system to what is right, and prints the table. */
export function holdTable(title: string, blocks: readonly Block[]): void {
  const seen = new Map<Block, Seen>()

  describe.each(blocks.map((block) => [whereOf(block), block] as const))('%s', (_, block) => {
    const cells = cellsOf(block)
    beforeAll(async () => {
      seen.set(block, await block.see())
    })
    test.each(cells.map((cell) => [cell.what, cell] as const))('%s: right', (what, { right }) => {
      expect(seen.get(block)?.[what]).toBe(right)
    })
    test('everything that was tried is in the table', () => {
      expect(Object.keys(seen.get(block) ?? {}).sort()).toEqual(cells.map(({ what }) => what).sort())
    })
  })

  afterAll(() => console.log(tableOf(title, blocks, seen)))
}

const widths = { what: 36, verdict: 60 }

function tableOf(title: string, blocks: readonly Block[], seen: ReadonlyMap<Block, Seen>): string {
  const lines = ['', title.toUpperCase()]
  const notes = new Set<string>()
  const noted = (note: string) => ` [${[...notes.add(note)].indexOf(note) + 1}]`
  const counts = { right: 0, wrong: 0 }
  for (const block of blocks) {
    lines.push('', `${block.pair}, on ${block.path}${legacyWords(block.legacy)}`)
    for (const { what, right, cannot } of cellsOf(block)) {
      const now = seen.get(block)?.[what] ?? 'not seen'
      counts[now === right ? 'right' : 'wrong']++
      const verdict =
        now === right ? `${now || 'nothing'}${cannot ? noted(cannot) : ''}` : `WRONG: ${now}; right: ${right}`
      const [first = '', ...rest] = wrapped(verdict, widths.verdict)
      lines.push(`  ${what.padEnd(widths.what)}${first}`)
      for (const line of rest) lines.push(`${' '.repeat(widths.what + 4)}${line}`)
    }
  }
  lines.push('', `${counts.right} right, ${counts.wrong} wrong`)
  for (const [index, note] of [...notes].entries()) {
    const [first = '', ...rest] = wrapped(note, 90)
    lines.push(`  ${`[${index + 1}]`.padEnd(5)}${first}`, ...rest.map((line) => `       ${line}`))
  }
  return lines.join('\n')
}

function wrapped(text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines[lines.length - 1]
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
