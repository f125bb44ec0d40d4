import { expect, test } from 'vitest'
import { fillPattern, parametersIn } from './room-pattern.js'

test('the parameters of a pattern are listed in their order', () => {
  expect(parametersIn('clinic:{clinicId}:{visit_2}')).toEqual(['clinicId', 'visit_2'])
  expect(parametersIn('lobby')).toEqual([])
})

test('each parameter of a pattern is filled with its own value, whatever that holds', () => {
  const ids: Record<string, string> = { clinicId: '$1', visit: '{clinicId}' }
  expect(fillPattern('clinic:{clinicId}:{visit}', (name) => ids[name] ?? '')).toBe('clinic:$1:{clinicId}')
})
