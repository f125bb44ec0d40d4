// Builds dist: JavaScript by tsup, declarations by TypeScript beside it, then the steps that finish them.
import { execFile } from 'node:child_process'
import { cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { writeDeclarations } from './declarations.mjs'
import { lendExamples } from './examples.mjs'
import { putCommentsBack } from './field-comments.mjs'
import { printOwnContracts } from './own-contracts.mjs'
import { printOut } from './print-out.mjs'

const files = (folder) => readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.includes('.test'))

rmSync('dist', { recursive: true, force: true })
const bundled = promisify(execFile)('npx', ['--no-install', 'tsup'])
const program = writeDeclarations()
await bundled

const sources = files('src/events').map((file) => `src/events/${file}`)
const declarationOf = (source) => source.replace('src/', 'dist/esm/').replace(/\.ts$/, '.d.ts')
const bare = putCommentsBack(program, sources, declarationOf)
if (bare.length) throw new Error(`these have no sentence of their own:\n${bare.join('\n')}`)
for (const source of sources) printOut(declarationOf(source))

lendExamples(await printOwnContracts())
cpSync('dist/esm', 'dist/cjs', { recursive: true, filter: (file) => !/\.js$/.test(file) })
// what the pages of the reference look like; only the command line reads it
cpSync('src/reference/assets', 'dist/esm/reference/assets', { recursive: true })
writeFileSync('dist/cjs/package.json', '{ "type": "commonjs" }\n')
