import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { node, writeProject } from './project.js'

const client = `import { socket } from './socket.js'
socket.on('order:created', (order) => show(order))
socket.on('order_new', (order) => show(order))
`
const files = {
  'package.json': '{ "private": true, "type": "module" }',
  'src/socket.js': "import { io } from 'socket.io-client'\nexport const socket = io('http://h/patient-pharmacy')\n",
  'src/client.js': client,
  'src/server.js': `import { Server } from 'socket.io'
new Server().of('/patient-pharmacy').on('connection', (socket) => socket.join(\`chat:\${socket.data.id}\`))
`,
  'eslint.config.mjs': `import socketCanon from 'socket-canon/eslint'
export default [{ ...socketCanon.configs.recommended, settings: { 'socket-canon': { contract: 'patient-pharmacy' } } }]
`,
  'eslint.config.cjs': `const { plugin } = require('socket-canon/eslint')
module.exports = [{ ...plugin.configs.recommended, settings: { 'socket-canon': { contract: 'patient-pharmacy' } } }]
`,
  '.oxlintrc.json': JSON.stringify({
    jsPlugins: ['socket-canon/eslint'],
    settings: { 'socket-canon': { contract: 'patient-pharmacy' } },
    categories: { correctness: 'off' },
    rules: {
      'socket-canon/no-legacy-event': 'error',
      'socket-canon/known-event': 'error',
      'socket-canon/room-builder': 'error',
    },
  }),
}

let folder: string
beforeEach(() => {
  folder = writeProject('linted', files, ['eslint', 'oxlint', 'oxc-parser'])
  return () => rmSync(folder, { recursive: true, force: true })
})

const found = ['client.js:2 no-legacy-event', 'client.js:3 known-event', 'server.js:2 room-builder']

async function eslint(...args: string[]): Promise<string[]> {
  const { output } = await node(folder, 'node_modules/eslint/bin/eslint.js', 'src', '--format=json', ...args)
  const results: { filePath: string; messages: { line: number; ruleId: string }[] }[] = JSON.parse(output)
  return results
    .flatMap(({ filePath, messages }) =>
      messages.map(({ line, ruleId }) => `${filePath.split('/').at(-1)}:${line} ${ruleId.split('/')[1]}`),
    )
    .sort()
}

async function oxlint(...args: string[]): Promise<string[]> {
  const { output } = await node(folder, 'node_modules/oxlint/bin/oxlint', 'src', '--format=json', ...args)
  const { diagnostics }: { diagnostics: Diagnostic[] } = JSON.parse(output)
  return diagnostics
    .map(({ filename, labels: [label], code }) => {
      const [, rule] = /\((.*)\)/.exec(code) ?? []
      return `${filename.split('/').at(-1)}:${label?.span.line} ${rule}`
    })
    .sort()
}

interface Diagnostic {
  readonly filename: string
  readonly code: string
  readonly labels: readonly { readonly span: { readonly line: number } }[]
}

test.each([['eslint.config.mjs'], ['eslint.config.cjs']])('ESLint runs the rules as %s names them', async (config) => {
  expect(await eslint('--config', config)).toEqual(found)
})

test('oxlint runs the same rules', async () => {
  expect(await oxlint()).toEqual(found)
})

test.each([
  ['ESLint', eslint],
  ['oxlint', oxlint],
])('%s fixes what is certain, and finds no more of it', async (_, lint) => {
  await lint('--fix')
  expect(readFileSync(join(folder, 'src/client.js'), 'utf8')).toBe(client.replace('order:created', 'order:new'))
  expect(readFileSync(join(folder, 'src/server.js'), 'utf8')).toContain('socket.join(chatRoom(socket.data.id))')
  expect(await lint()).toEqual(['client.js:3 known-event'])
})

test('a contract that is not there is told in the words of the rule', async () => {
  const config = join(folder, 'eslint.config.mjs')
  writeFileSync(config, files['eslint.config.mjs'].replace("'patient-pharmacy'", "'./gone.json'"))
  const { code, output } = await node(folder, 'node_modules/eslint/bin/eslint.js', 'src')
  expect({ code, output }).toEqual({
    code: 2,
    output: expect.stringContaining('socket-canon/eslint: `contract`: there is no file ./gone.json'),
  })
})
