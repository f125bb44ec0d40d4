import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { drawnSource, usedFields } from '../../../test/print/random-source.js'
import { seeded } from '../../../test/schema-value.js'
import { sourceComplaints } from '../../../test/types/native-compiler.js'
import * as fields from '../../fields/index.js'
import { printedType } from './printed-type.js'
import { TypeScope } from './type-scope.js'

const seed = Number(process.env['PRINT_SEED'] ?? 1)
const imports = [
  "import * as z from 'zod/mini'",
  `import { ${usedFields.join(', ')} } from '../../fields/index.js'`,
  "import type { Scalar } from '../../fields/scalar.js'",
  'type Identical<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false',
  'type Fits<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false',
].join('\n')

function evaluated(source: string): z.ZodMiniType {
  return new Function(
    'z',
    'fields',
    `const { ${usedFields.join(', ')} } = fields\nreturn ${source.replaceAll(' as const', '')}`,
  )(z, fields)
}

/** Lists the sources whose printed types are not those that TypeScript infers, with these types, the shortest first. */
async function differing(sources: readonly string[], compare: string): Promise<string[]> {
  const blocks = sources.map((source, index) => {
    const scope = new TypeScope((name) => name)
    const printed = printedType(evaluated(source), { scope, name: `Named${index}` })
    const named = scope.declarations.map(({ text }) => text)
    const checked = `export const c${index}: ${compare}<z.output<typeof s${index}>, ${printed}> = true`
    return [`const s${index} = ${source}`, ...named, checked].join('\n')
  })
  const text = `${imports}\n${blocks.join('\n\n')}\n`
  const lines = text.split('\n')
  const path = 'spec/type/printed.ts'
  const found = await sourceComplaints(new Map([[path, text]]))
  const wrong = found.map((complaint) => {
    const [, line] = /^[^(]+\((\d+),/.exec(complaint) ?? []
    const block = blocks[lines.slice(imports.split('\n').length, Number(line)).filter((each) => each === '').length]
    return `${block}\n${complaint}`
  })
  return wrong.sort((one, other) => one.length - other.length)
}

test.each([
  ['the one that TypeScript infers', 'Identical'],
  ['one that takes what the inferred one does, where declared fields differ from the others', 'Fits'],
] as const)('the printed type of a random schema is %s', { timeout: 120_000 }, async (_, compare) => {
  const random = seeded(seed)
  const drawn = Array.from({ length: 600 }, () => drawnSource(random, 2))
  const sources = drawn.filter((source) => source.includes('catchall') === (compare === 'Fits')).slice(0, 120)
  expect(sources.length).toBeGreaterThan(40)
  const found = await differing(sources, compare)
  expect(found.slice(0, 5).join('\n\n'), `${found.length} of ${sources.length}, PRINT_SEED=${seed}`).toBe('')
})
