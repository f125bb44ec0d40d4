import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import type { ZodMiniType } from 'zod/mini'
import type { EventContract } from '../../src/contract/event/event.js'
import type { Schema } from '../../src/contract/schema.js'
import { handshakeAuth, protocol, refusal } from '../../src/events/protocol.js'
import { fitted } from '../../src/guards/fit.js'
import type { SchemaEntry, SchemaIndex } from '../../src/spec/schema-files.js'
import { entries } from '../contracts.js'
import { drawn, seeded } from '../schema-value.js'
import { mutated } from './mutation.js'

const each = 1_000
const index: SchemaIndex = JSON.parse(readFileSync('schemas/index.json', 'utf8'))
const contracts = new Map(entries.map(({ contract }) => [contract.path, contract]))

/** Is a schema file, the schema it was made from, and values with the guard's verdict on each. */
interface Trial {
  readonly file: string
  readonly values: readonly unknown[]
  readonly accepted: readonly boolean[]
}

const schemaBehind = ({ namespace, direction, event, part }: SchemaEntry): Schema<unknown> => {
  if (part === 'handshake') return handshakeAuth
  if (part === 'refusal') return refusal
  const holder = namespace === undefined ? protocol : contracts.get(namespace)
  const events = holder?.[direction as 'serverToClient'] as unknown as Record<string, EventContract>
  return events[event as string]?.[part] as Schema<unknown>
}

const hasPrototypeKey = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (Object.hasOwn(value, '__proto__') || Object.values(value).some(hasPrototypeKey))

const counted = new Map<string, boolean>()
const isCounted = (file: string): boolean => {
  const known = counted.get(file) ?? readFileSync(file, 'utf8').includes('x-maxCharacters')
  counted.set(file, known)
  return known
}

const charactersIn = (record: object): number =>
  Object.entries(record).reduce((sum, [key, held]) => sum + key.length + String(held).length, 0)

const isLong = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && (charactersIn(value) > 8192 || Object.values(value).some(isLong))

/** Says where the guard and JSON Schema may differ, why, and how to know such a value. */
const explained: readonly { readonly why: string; readonly applies: (file: string, value: unknown) => boolean }[] = [
  {
    why: 'the guard takes a key `__proto__` for no data: it refuses a payload that has one, and drops it deeper in',
    applies: (_, value) => hasPrototypeKey(value),
  },
  {
    why: 'the guard counts the characters of a whole record, which the mark x-maxCharacters tells and no keyword checks',
    applies: (file, value) => {
      if (!isCounted(file)) return false
      return isLong(value)
    },
  },
]

const isExplained = (file: string, value: unknown): boolean => explained.some(({ applies }) => applies(file, value))

/** Draws values until the guard accepted so many of the drawn and refused so many of the spoilt. */
function trialOf(entry: SchemaEntry, seed: number): Trial {
  const schema = schemaBehind(entry)
  const event = { payload: schema } as EventContract
  const random = seeded(seed)
  const file = `schemas/${entry.file}`
  const values: unknown[] = []
  const accepted: boolean[] = []
  const note = (value: unknown): boolean => {
    const sent: unknown = value === undefined ? null : JSON.parse(JSON.stringify(value))
    const verdict = fitted(event, 'payload', sent, undefined) !== undefined
    values.push(sent)
    accepted.push(verdict)
    return verdict
  }
  for (let count = 0; count < each; ) if (note(drawn(schema as unknown as ZodMiniType, random))) count++
  // what is explained below counts for nothing
  for (let count = 0; count < each; ) {
    const value = mutated(drawn(schema as unknown as ZodMiniType, random), random)
    if (!note(value) && !isExplained(file, values.at(-1))) count++
  }
  return { file, values, accepted }
}

const trials = index.files.map((entry, place) => trialOf(entry, place + 1))

function ajvVerdicts({ file, values }: Trial): boolean[] {
  const ajv = new Ajv2020({ strict: false, validateFormats: false })
  const fits = ajv.compile(JSON.parse(readFileSync(file, 'utf8')))
  return values.map((value) => fits(value))
}

/** Asks one Python process about every trial. */
async function pythonVerdicts(): Promise<boolean[][]> {
  const python = spawn('/usr/bin/python3', ['test/system/verdicts.py'], { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = once(python, 'exit')
  const lines = createInterface({ input: python.stdout })
  const verdicts: boolean[][] = []
  lines.on('line', (line) => verdicts.push([...line].map((sign) => sign === '1')))
  for (const { file, values } of trials)
    if (!python.stdin.write(`${JSON.stringify({ file, values })}\n`)) await once(python.stdin, 'drain')
  python.stdin.end()
  const [code] = await ended
  expect(code).toBe(0)
  return verdicts
}

function differences(of: (trial: Trial, place: number) => readonly boolean[]): string[] {
  return trials.flatMap((trial, place) => {
    const verdicts = of(trial, place)
    expect(verdicts).toHaveLength(trial.values.length)
    return trial.values.flatMap((value, at) => {
      if (verdicts[at] === trial.accepted[at]) return []
      const reason = explained.find(({ applies }) => applies(trial.file, value))
      return [
        reason
          ? reason.why
          : `UNEXPLAINED ${trial.file} guard ${trial.accepted[at]}: ${JSON.stringify(value).slice(0, 300)}`,
      ]
    })
  })
}

function report(by: string, found: readonly string[]): void {
  const total = trials.reduce((sum, { values }) => sum + values.length, 0)
  const counts = [...new Set(found)].map((why) => `  ${found.filter((one) => one === why).length} times: ${why}`)
  console.info([`${by}: ${trials.length} schemas, ${total} values, ${found.length} differences`, ...counts].join('\n'))
}

test(`every schema is tried with ${each} values the guard accepts and ${each} it refuses`, () => {
  expect(trials).toHaveLength(index.files.length)
  for (const { accepted } of trials) {
    expect(accepted.filter(Boolean).length).toBeGreaterThanOrEqual(each)
    expect(accepted.filter((one) => !one).length).toBeGreaterThanOrEqual(each)
  }
})

test('Ajv accepts and refuses what the guards do, save what is explained', () => {
  const found = differences(ajvVerdicts)
  report('Ajv', found)
  expect(found.filter((one) => one.startsWith('UNEXPLAINED')).slice(0, 20)).toEqual([])
  for (const { why } of explained) expect(found, 'an explanation that explains nothing').toContain(why)
})

test("Python's jsonschema accepts and refuses what the guards do, save what is explained", async () => {
  const verdicts = await pythonVerdicts()
  const found = differences((_, place) => verdicts[place] ?? [])
  report("Python's jsonschema", found)
  expect(found.filter((one) => one.startsWith('UNEXPLAINED')).slice(0, 20)).toEqual([])
  for (const { why } of explained) expect(found, 'an explanation that explains nothing').toContain(why)
})
