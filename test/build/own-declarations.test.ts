import { expect, test } from 'vitest'
// @ts-expect-error plain JavaScript, as every step of the build
import { ownDeclaring, ownEntries, ownLoading } from '../../scripts/own-contracts.mjs'
import { loadContracts } from '../../src/build/load-contracts.js'
import { printedDeclarations } from '../../src/build/print/printed-declarations.js'
import { sourceComplaints } from '../types/native-compiler.js'

// what an interface extends is part of what it is, and no two are compared by name
const compared = `type Flat<T> = T extends (...held: infer Held) => infer R
  ? (...held: { [Key in keyof Held]: Flat<Held[Key]> }) => R
  : T extends object ? { [Key in keyof T]: Flat<T[Key]> } : T
type Identical<A, B> = (<T>() => T extends Flat<A> ? 1 : 2) extends <T>() => T extends Flat<B> ? 1 : 2 ? true : false
`

test('the printed declarations of our own contracts are sound, and say the types of their sources', {
  timeout: 120_000,
}, async () => {
  const { loaded, contracts, prose } = await loadContracts(ownEntries, ownLoading)
  const printed = await printedDeclarations(loaded, { ...ownDeclaring, contracts, prose })
  const sources = new Map<string, string>()
  let count = 0
  for (const [file, text] of printed) {
    const [, folder, name] = /^dist\/esm\/(events|aliases|rooms)\/([\w-]+)\.d\.ts$/.exec(file) ?? []
    if (folder === undefined) continue
    const exported = [...text.matchAll(/^export (declare const|interface|type) (\w+)/gm)]
    const lines = exported.map(([, kind, each]) => {
      const ofValue = kind === 'declare const' ? 'typeof ' : ''
      return `export const the${each}: Identical<${ofValue}printed.${each}, ${ofValue}source.${each}> = true`
    })
    count += lines.length
    const imports = `import type * as printed from './${name}.printed.js'\nimport type * as source from './${name}.js'\n`
    sources.set(`${folder}/${name}.printed.d.ts`, text)
    sources.set(`${folder}/${name}.compared.ts`, `${imports}${compared}${lines.join('\n')}\nexport {}\n`)
  }
  expect(count).toBeGreaterThan(150)
  expect(await sourceComplaints(sources, { skipLibCheck: false })).toEqual([])
})
