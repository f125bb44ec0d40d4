import { expect, test } from 'vitest'
import { adopted, sectionOf } from '../../../../test/adopt/adopted.js'

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
