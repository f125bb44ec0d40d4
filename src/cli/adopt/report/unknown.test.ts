import { expect, test } from 'vitest'
import { adopted, inMap, sectionOf } from '../../../../test/adopt/adopted.js'

test.each([
  ['any', 'type', 'any'],
  ['Missing', 'type', 'Missing: declared nowhere that was read'],
  ['bigint', 'json', 'bigint: JSON has none, so send its digits as text, and declare digits(max)'],
  ['Map<string, boolean>', 'json', 'Map: arrives as {}, so send an object'],
  ['Set<boolean>', 'json', 'Set: arrives as {}, so send a list'],
  [
    'Uint8Array',
    'json',
    'Uint8Array: bytes travel beside JSON, and the ends get different classes, so declare bytes(max)',
  ],
  ['Promise<boolean>', 'json', 'Promise: send what it resolves to'],
  ['Date', 'date', 'Date: arrives as text, so the field is a timestamp'],
  ['(string | undefined)[]', 'json', 'undefined in a list arrives as null'],
  ['boolean extends true ? 1 : 2', 'type', 'boolean extends true ? 1 : 2: not read'],
  ['z.infer<typeof order>', 'type', 'z.infer<typeof order>: a schema of its own, which can take this place'],
  ['Far', 'type', "Far: not found in 'far-away'"],
])('%s is said in the source and in the report', (type, topic, words) => {
  const imports = "import { z } from 'zod'\nimport type { Far } from 'far-away'"
  const { text, report } = adopted(inMap(`x: (payload: { field: ${type} }) => void`, imports))
  expect(text).toContain(`TODO(${topic}): ${words}`)
  expect(report.replace(/\n\s*/g, ' ')).toContain(`x.field: ${words}`)
})

test('a function in a payload is left out of it, and so is what is never there', () => {
  const { text, report } = adopted(
    inMap('x: (payload: { a: boolean; run(): void; b?: undefined; c?: () => void }) => void'),
  )
  expect(text).toContain(`z.object({
        a: z.boolean(),
      }),`)
  expect(report).toContain('run is a function, which does not travel')
  expect(report).toContain('c is a function, which does not travel')
})

test('what may have to be marked, may move rooms or is spelled otherwise is listed, and nothing is done about it', () => {
  const member =
    "'order:new': (o: { customerEmail: string; accessToken: string; patientId: string }) => void\n'order:gone': () => void\nnewOrder: () => void\nnew_order: () => void"
  const { text, report } = adopted({
    'events.ts': `export interface ServerToClientEvents { ${member} }\nexport interface ClientToServerEvents { joinRoom: (id: boolean) => void }`,
  })
  expect(text).not.toContain('sensitive')
  expect(sectionOf(report, 'Marks')).toMatch(
    /phi: order:new\.patientId pii: order:new\.customerEmail secret: order:new\.accessToken$/,
  )
  expect(sectionOf(report, 'Rooms')).toMatch(/These may enter or leave one: joinRoom$/)
  expect(sectionOf(report, 'Names')).toContain('order:new and newOrder and new_order are one name in several spellings')
})

test('an event of both directions is told from its namesake', () => {
  const { report } = adopted({
    'events.ts':
      'export interface ServerToClientEvents { x: (a: any) => void }\nexport interface ClientToServerEvents { x: (a: any) => void }',
  })
  expect(sectionOf(report, 'Types that were not known (2)')).toContain('x, x (from clients): any')
})
