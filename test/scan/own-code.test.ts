import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as parser from 'oxc-parser'
import { expect, onTestFinished, test } from 'vitest'
import { loadOtherParsers } from '../../src/cli/scan/other-parsers.js'
import { type ScanOutcome, scan } from '../../src/cli/scan/scan.js'
import { scanVocabulary } from '../../src/cli/scan/scan-contracts.js'

const others = await loadOtherParsers()
const systems = ['medsync', 'network', 'shop', 'simulation']

function scanned(folder: string): ScanOutcome {
  const vocabulary = scanVocabulary(folder, systems, undefined)
  return scan({ cwd: folder, paths: ['.'], parser, others, vocabulary, retired: [] })
}

/** Writes the code of some pages into a folder, a file a block. */
function codeOf(pages: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'scanned-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const page of pages) {
    const blocks = readFileSync(page, 'utf8').matchAll(/```(tsx?)[^\n]*\n([\s\S]*?)```/g)
    let at = 0
    for (const [, language = 'ts', code = ''] of blocks)
      writeFileSync(join(folder, `${page.replaceAll('/', '-')}-${at++}.${language}`), code)
  }
  return folder
}

/** What the guides show of how old ends speak, and of what to move away from. */
const shownAsOld = [
  'README.md marked-field-logged content',
  'client.md legacy-namespace /',
  'manager-to-hook.md acknowledgement-forgotten chat:join',
  'manager-to-hook.md legacy-namespace /',
  'manager-to-hook.md reconnect-on-socket reconnect',
  'migration-front-end.md legacy-namespace /',
  'nest.md legacy-event MESSAGE_READ',
  'nest.md legacy-event MESSAGE_READ_RECEIPT',
  'nest.md legacy-event NEW_MESSAGE',
  'nest.md legacy-room user_…',
  'nest.md unheard-event CONNECTION_SUCCESS',
  'nest.md unheard-event MESSAGE_READ_RECEIPT',
  'nest.md unheard-event NEW_MESSAGE',
  'nest.md unsent-event MESSAGE_READ',
  'nest.md unsent-event NEW_MESSAGE',
  'network.md legacy-event CONNECTION_STATUS_UPDATE',
  'network.md legacy-namespace /ws',
  'network.md room-by-hand notifications:…',
  'network.md room-by-hand user:…',
  'network.md token-in-query token',
  'network.md unheard-event CONNECTION_STATUS_UPDATE',
  'network.md unheard-event ERROR',
  'network.md unheard-event PONG',
  'network.md unknown-event PING',
  'network.md unknown-event PONG',
  'network.md unsent-event PING',
  'pharmacy.md legacy-event order.updated',
  'react.md legacy-event delivery:status_changed',
  'react.md unsent-event delivery:status_changed',
  'server.md room-by-hand public:news',
]

const told = ({ findings }: ScanOutcome): string[] =>
  findings.map(({ rule, place, name }) => `${place.file.replace(/^docs-guides-|-\d+\.tsx?$/g, '')} ${rule} ${name}`)

test('the examples speak as the contracts do, apart from the old client of the demo', () => {
  const outcome = scanned('examples')
  const [old, others] = [true, false].map((isOld) =>
    outcome.findings.filter(({ place }) => (place.file === 'demo/old-client.ts') === isOld),
  )
  expect(outcome.files).toBeGreaterThan(15)
  expect(old?.map(({ rule }) => rule)).toContain('legacy-event')
  expect(others).toEqual([])
})

test('the guides speak as the contracts do, apart from what they show of old ends', () => {
  const guides = readdirSync('docs/guides').filter((name) => name.endsWith('.md'))
  const outcome = scanned(codeOf(['README.md', ...guides.map((name) => `docs/guides/${name}`)]))
  expect(outcome.files).toBeGreaterThan(60)
  expect(outcome.uses).toBeGreaterThan(20)
  expect([...new Set(told(outcome))].sort()).toEqual(shownAsOld)
})
