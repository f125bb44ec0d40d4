import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { expect, test } from 'vitest'
import { contains } from '../../src/spec/containment/containment.js'
import { claimsIn } from './claim.js'

const claims = claimsIn(new URL('corpora.jsonl', import.meta.url))

const answers = claims.map((entry) => {
  const verdict = contains(entry.sub, entry.sup, { dialect: entry.dialect })
  return { ...entry, verdict, answer: verdict.verdict }
})

const ajv = new Ajv({ strict: false, logger: false })
addFormats.default(ajv)

test('the pairs with known answers are many', () => {
  expect(claims.length).toBeGreaterThan(300)
})

test('the pairs with known answers are never proved where the claim is false', () => {
  expect(answers.filter(({ claim, answer }) => claim === false && answer === 'proved')).toEqual([])
})

test('the pairs with known answers are never refuted where the claim is true', () => {
  expect(answers.filter(({ claim, answer }) => claim === true && answer === 'refuted')).toEqual([])
})

test('the pairs with known answers are decided rightly in 97 of 100 cases', () => {
  const right = answers.filter(({ claim, answer }) => answer === (claim ? 'proved' : 'refuted'))
  expect(right.length / answers.length).toBeGreaterThanOrEqual(0.97)
})

test('the pairs with known answers are refuted with witnesses that another validator of the dialect confirms', () => {
  for (const { sub, sup, verdict } of answers) {
    if (verdict.verdict !== 'refuted') continue
    const [isSub, isSup] = [ajv.compile(sub as object), ajv.compile(sup as object)]
    expect([isSub(verdict.witness), isSup(verdict.witness)]).toEqual([true, false])
  }
})
