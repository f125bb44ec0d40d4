import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { type Finding, findingsIn } from './compiler.js'

interface Use {
  readonly title: string
  readonly code: string
  /** What an editor underlines; nothing where the use is right. */
  readonly at: string | undefined
  /** Pieces of the message that a newcomer reads. */
  readonly says: readonly string[]
}

const [imports = '', ...blocks] = readFileSync(join(import.meta.dirname, 'misuse.fixture.txt'), 'utf8').split(/\n\n+/)
const uses = blocks.map(useOf)

function useOf(block: string): Use {
  const lines = block.trim().split('\n')
  const marked = (mark: string): string[] =>
    lines.filter((line) => line.startsWith(mark)).map((line) => line.slice(mark.length))
  return {
    title: marked('# ').join(),
    code: lines.filter((line) => !/^[#@>] /.test(line)).join('\n'),
    at: marked('@ ')[0],
    says: marked('> '),
  }
}

let findings: Finding[][]
beforeAll(() => {
  findings = findingsIn(
    imports,
    uses.map(({ code }) => code),
  )
}, 120_000)

for (const [index, { title, at, says }] of uses.entries())
  test(`the compiler says that ${title}`, () => {
    const found = findings[index]
    if (at === undefined) return expect(found).toEqual([])
    expect(found).toEqual([{ at, message: expect.any(String) }])
    expect(says).not.toEqual([])
    for (const piece of says) expect(found?.[0]?.message).toContain(piece)
  })
