import { join } from 'node:path'
import { build } from 'esbuild'
import { expect, test } from 'vitest'
import { namespaceEntries, node, writeProject } from './project.js'

const imports = namespaceEntries.map(({ name }, index) => `import * as all${index} from '${name}'`)
const program = `${imports.join('\n')}
import { conformance } from 'socket-canon/testing'

const isContract = (value) => Object(value) === value && 'serverToClient' in value && 'path' in value
const isTable = (value) => Object(value) === value && 'serverToClient' in value && !('path' in value)
export const checks = conformance(
  [${namespaceEntries.map((_, index) => `all${index}`)}].map((values) => ({
    contract: Object.values(values).find(isContract),
    aliases: Object.values(values).find(isTable),
  })),
)
`
const folder = writeProject('conformance', {
  'checks.mjs': program,
  'node.test.mjs':
    "import test from 'node:test'\nimport { checks } from './checks.mjs'\nfor (const { title, check } of checks) test(title, check)\n",
  'browser.mjs': `import { checks } from './checks.mjs'\nfor (const { check } of checks) await check()\nconsole.log('passed', checks.length)\n`,
})

test("the contracts that were built pass in Node's own test runner", async () => {
  const { code, output } = await node(folder, '--test', '--test-reporter=tap', 'node.test.mjs')
  expect(output).toMatch(/^# pass \d{4}$/m)
  expect(output).toMatch(/^# fail 0$/m)
  expect(code).toBe(0)
})

test('the checks are bundled for a browser without a module of Node, and pass there', async () => {
  const outfile = join(folder, 'bundle.mjs')
  await build({
    absWorkingDir: folder,
    entryPoints: ['browser.mjs'],
    outfile,
    bundle: true,
    platform: 'browser',
    format: 'esm',
    external: ['socket.io', 'socket.io-client'],
    logLevel: 'error',
  })
  const { code, output } = await node(folder, outfile)
  expect(output).toMatch(/^passed \d{4}$/m)
  expect(code).toBe(0)
})
