import { expect, it } from 'vitest'
import { carrying } from '../../../test/evolution/contract-maker.js'
import { diff } from '../../spec/index.js'
import { planText } from './plan-text.js'

const field = (schema: object): ReturnType<typeof carrying> =>
  carrying({ type: 'object', properties: { a: { type: 'string', ...schema } }, required: ['a'] })

it('tells several findings at one field apart by their keywords, and names a single one without', () => {
  const many = planText(diff(field({ minLength: 2, maxLength: 5, pattern: '^a' }), field({ minLength: 1 })))
  expect(many.steps[0]).toBe(
    'clients; then servers may change: F14 order:new a (pattern), F14 order:new a (maxLength), F14 order:new a (minLength)',
  )
  const one = planText(diff(field({ maxLength: 5 }), field({})))
  expect(one.steps[0]).toBe('clients; then servers may change: F14 order:new a')
})
