import { expect, test } from 'vitest'
import { adopted, eventOf, sectionOf } from '../../../../test/adopt/adopted.js'

test('imports are followed through files, folders, barrels and the paths of a tsconfig, and named where they lead nowhere', () => {
  const { text, report } = adopted({
    'src/events.ts': `
      import { A } from './a.js'
      import type B from '@/b'
      import * as types from './folder'
      import { Gone } from './gone'
      export interface ServerToClientEvents { x: (a: A, b: B, c: types.C, d: Gone) => void }`,
    'src/a.ts': "export { Inner as A } from './inner'",
    'src/inner.ts': 'export interface Inner { inner: boolean }',
    'src/b.ts': 'interface B { b: boolean }\nexport default B',
    'src/folder/index.ts': "export * from './c'",
    'src/folder/c.d.ts': 'export declare class C { c: boolean; private hidden: string; method(): void }',
    'tsconfig.json': '{ // paths\n "compilerOptions": { "paths": { "@/*": ["./src/*"], }, } }',
  })
  for (const part of ['inner: z.boolean()', 'b: z.boolean()', 'c: z.boolean()']) expect(text).toContain(part)
  expect(text).not.toContain('hidden')
  expect(sectionOf(report, 'Imports that were not found (1)')).toContain("'./gone', which src/events.ts imports: Gone")
})

test('the paths of a tsconfig are found in what it extends, and one that can not be read leads nowhere', () => {
  const source = {
    'src/events.ts': `
      import { T } from 'lib/t'
      import { U } from '@u'
      export interface ServerToClientEvents { x: (t: T, u: U) => void }`,
    'src/lib/t.ts': 'export interface T { t: true }',
    'src/u.ts': 'export interface U { u: true }',
  }
  const paths = '{ "compilerOptions": { "baseUrl": "src", "paths": { "@u": ["u"], "@u/*": ["u/*"] } } }'
  const config = { 'src/tsconfig.json': '{ "extends": "../base" }', 'base.json': '{ "extends": "./more.json" }' }
  expect(adopted({ ...source, ...config, 'more.json': paths }).report).not.toContain('Imports that were not found')
  for (const unread of ['{ "compilerOptions": ', '{ "extends": "@tsconfig/node20" }'])
    expect(adopted({ ...source, 'tsconfig.json': unread }).report).toContain('Imports that were not found (2)')
})

test('what files export by default, as a whole or in a circle is found, or named where it is not', () => {
  const { text, report } = adopted({
    'events.ts': `
      import Base, { Row } from './base'
      import Klass from './klass'
      import { Gone } from './base'
      export interface ServerToClientEvents extends Base { x: (k: Klass, r: Row, g: Gone) => void }`,
    'base.ts':
      "export * from './events'\nexport default interface Events { base: () => void }\nexport { Row } from './row'",
    'row.ts': "export { Row } from './base'",
    'klass.ts': 'export default class { k: true }',
  })
  expect(text).toContain('base: event({}),')
  expect(text).toContain('k: z.literal(true)')
  expect(sectionOf(report, 'Types that were not known (2)')).toContain('x.g: Gone')
})

test('modules within a module have their names', () => {
  expect(
    eventOf('x: (a: Wire.Row.Id) => void', 'namespace Wire { export namespace Row { export type Id = true } }'),
  ).toBe('x: event({ payload: wireRowId }),')
})
