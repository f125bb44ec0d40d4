import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { parserOf } from './compiler.js'
import { loadZod } from './zod.js'

const schema = z.object({ id: z.string() })

test('a schema of zod is interpreted until its compiler is loaded, and compiled once from then on', async () => {
  const interpreted = parserOf(schema)
  await loadZod()
  const compiled = parserOf(schema)
  expect(compiled).not.toBe(interpreted)
  expect(parserOf(schema)).toBe(compiled)
  for (const parse of [interpreted, compiled]) {
    expect(parse({ id: 'x', more: 1 })).toEqual({ id: 'x' })
    expect(parse({ id: 1 })).toBeUndefined()
  }
})

test('the compiler is loaded once', () => {
  expect(loadZod()).toBe(loadZod())
})
