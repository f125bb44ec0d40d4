import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { mockOptionHelp } from '../../src/cli/mock/mock-options.js'
import { tapOptionHelp } from '../../src/cli/tap/tap-command.js'

const cell = (text: string): string => text.replace(/\|/g, '\\|')

test('the guide lists every option of mock and tap as the help does', () => {
  const rows = [...mockOptionHelp, ...tapOptionHelp].map(([option, does]) => `| \`${cell(option)}\` | ${cell(does)} |`)
  const guide = readFileSync('docs/guides/mock.md', 'utf8')
  expect(guide.split('\n').filter((line) => line.startsWith('| `--'))).toEqual(rows)
})
