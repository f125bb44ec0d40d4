// Builds dist: JavaScript by tsup, declarations by TypeScript beside it, then the steps that finish them.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { transform } from 'esbuild'
import { build } from 'tsup'
import { lendExamples } from './examples.mjs'
import { joinForNode } from './node-modules.mjs'
import { printOwnContracts } from './own-contracts.mjs'
import { removeUnreached } from './unreached-declarations.mjs'

rmSync('dist', { recursive: true, force: true })
await Promise.all([build({}), declare()])
lendExamples(await printOwnContracts())
await joinForNode()
cpSync('dist/esm', 'dist/cjs', { recursive: true, filter: (file) => !/\.js$/.test(file) })
removeUnreached()
// what the pages of the reference look like; only the command line reads it
cpSync('src/reference/assets', 'dist/esm/reference/assets', { recursive: true })
await lendSearch()
writeFileSync('dist/cjs/package.json', '{ "type": "commonjs" }\n')

/** Writes the declarations of `src`, and says what is wrong with its types. */
async function declare() {
  const args = ['node_modules/typescript-7/bin/tsc', '-p', 'tsconfig.build.json']
  const [code] = await once(spawn(process.execPath, args, { stdio: ['ignore', 2, 2] }), 'exit')
  if (code !== 0) throw new Error('the types of src are wrong: see above')
}

/** Puts the library that search stands on beside them, with its licence: the package needs none at run time. */
async function lendSearch() {
  const [library, licence] = ['dist/umd/index.js', 'LICENSE.txt'].map((file) =>
    readFileSync(`node_modules/minisearch/${file}`, 'utf8'),
  )
  const { code } = await transform(library, { minify: true, target: 'es2022', legalComments: 'none' })
  writeFileSync('dist/esm/reference/assets/minisearch.js', `/*! MiniSearch\n${licence.trim()}\n*/\n${code}`)
}
