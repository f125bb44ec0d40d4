import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Broken } from './broken/broken.js'
import { broken } from './broken/index.js'
import { reasons } from './broken/reasons.js'
import { type Block, legacyWords, type Seen, whereOf } from './cell.js'

/** A cell of the table. */
interface Cell {
  readonly block: Block
  readonly what: string
  readonly right: string
  readonly cannot: string | undefined
  readonly broken: Broken | undefined
}

function cellsOf(block: Block): Cell[] {
  return Object.entries(block.right).map(([what, words]) => {
    const [right, cannot] = typeof words === 'string' ? [words] : words
    return { block, what, right, cannot, broken: brokenAt(whereOf(block), what) }
  })
}

function brokenAt(where: string, what: string): Broken | undefined {
  return broken.find((each) => each.where.includes(where) && Object.hasOwn(each.sees, what))
}

/** Holds every cell of a system to what is right, or to what it is known to do wrong, and prints the table. */
export function holdTable(title: string, blocks: readonly Block[]): void {
  const seen = new Map<Block, Seen>()

  describe.each(blocks.map((block) => [whereOf(block), block] as const))('%s', (where, block) => {
    const cells = cellsOf(block)
    beforeAll(async () => {
      seen.set(block, await block.see())
    })
    test.each(cells.filter((cell) => !cell.broken).map((cell) => [cell.what, cell] as const))(
      '%s: right',
      (what, { right }) => {
        expect(seen.get(block)?.[what]).toBe(right)
      },
    )
    const wrong = cells.flatMap((cell) =>
      cell.broken ? [[cell.what, cell.broken.reason, cell, cell.broken] as const] : [],
    )
    if (wrong.length)
      test.each(wrong)('%s: still wrong, by %s', (what, _, { right }, { sees }) => {
        const now = seen.get(block)?.[what]
        expect(now, 'this is mended: strike it out in test/field/broken').not.toBe(right)
        expect(now).toBe(sees[what])
      })
    test('everything that was tried is in the table', () => {
      expect(Object.keys(seen.get(block) ?? {}).sort()).toEqual(cells.map(({ what }) => what).sort())
    })
    test('what is known to be wrong names cells of this table', () => {
      const named = broken.filter((each) => each.where.includes(where)).flatMap((each) => Object.keys(each.sees))
      expect(named.filter((what) => !(what in block.right))).toEqual([])
      expect(named.length).toBe(new Set(named).size)
    })
  })

  test('what is known to be wrong stands where two ends meet', () => {
    const system = blocks[0]?.system
    const known = blocks.map(whereOf)
    const named = broken.flatMap(({ where }) => where).filter((where) => where.startsWith(`${system}:`))
    expect(named.filter((where) => !known.includes(where))).toEqual([])
  })

  afterAll(() => console.log(tableOf(title, blocks, seen)))
}

const widths = { what: 36, verdict: 60 }

function tableOf(title: string, blocks: readonly Block[], seen: ReadonlyMap<Block, Seen>): string {
  const lines = ['', title.toUpperCase()]
  const why = new Set<string>()
  const notes = new Set<string>()
  const noted = (note: string) => ` [${[...notes.add(note)].indexOf(note) + 1}]`
  const counts = { right: 0, wrong: 0 }
  for (const block of blocks) {
    lines.push('', `${block.pair}, on ${block.path}${legacyWords(block.legacy)}`)
    for (const { what, right, cannot, broken: known } of cellsOf(block)) {
      const now = seen.get(block)?.[what] ?? 'not seen'
      counts[now === right ? 'right' : 'wrong']++
      if (known) why.add(known.reason)
      const verdict =
        now === right
          ? `${now || 'nothing'}${cannot ? noted(cannot) : ''}`
          : `WRONG, ${known?.reason ?? 'new'}: ${now}; right: ${right}`
      const [first = '', ...rest] = wrapped(verdict, widths.verdict)
      lines.push(`  ${what.padEnd(widths.what)}${first}`)
      for (const line of rest) lines.push(`${' '.repeat(widths.what + 4)}${line}`)
    }
  }
  lines.push('', `${counts.right} right, ${counts.wrong} wrong`)
  const explained = [
    ...[...notes].map((note, index) => [`[${index + 1}]`, note]),
    ...[...why].map((reason) => [reason, reasons[reason]]),
  ]
  for (const [mark = '', words = ''] of explained) {
    const [first = '', ...rest] = wrapped(words, 90)
    lines.push(`  ${mark.padEnd(5)}${first}`, ...rest.map((line) => `       ${line}`))
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
