import { expect, test, vi } from 'vitest'
import * as z from 'zod/mini'
import { parserOf } from './compiler.js'

test('a schema of zod is compiled once, when its parser is first asked for', () => {
  const schema = z.object({ id: z.string() })
  const run = vi.spyOn(schema._zod, 'run')
  const parse = parserOf(schema)
  expect(parserOf(schema)).toBe(parse)
  expect(parse({ id: 'x', more: 1 })).toEqual({ id: 'x' })
  expect(parse({ id: 1 })).toBeUndefined()
  expect(run).not.toHaveBeenCalled()
})

test('a schema of zod is interpreted where no code may be made', () => {
  vi.stubGlobal('Function', () => {
    throw new EvalError('Code generation from strings disallowed for this context')
  })
  const parse = parserOf(z.object({ id: z.string() }))
  vi.unstubAllGlobals()
  expect(parse({ id: 'x', more: 1 })).toEqual({ id: 'x' })
  expect(parse({ id: 1 })).toBeUndefined()
})

test('a schema of an earlier zod is interpreted', () => {
  const schema = z.object({ id: z.string() })
  Object.assign(schema._zod, { version: { major: 4, minor: 5, patch: 0 } })
  const run = vi.spyOn(schema._zod, 'run')
  expect(parserOf(schema)({ id: 'x', more: 1 })).toEqual({ id: 'x' })
  expect(run).toHaveBeenCalled()
})

test('what a check of the application throws goes on to who asked', () => {
  const schema = z.string().check(
    z.refine(() => {
      throw new Error('private')
    }),
  )
  expect(() => parserOf(schema)('x')).toThrow('private')
})
