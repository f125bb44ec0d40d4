import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'

interface Step {
  readonly uses?: string
  readonly run?: string
  readonly with?: Readonly<Record<string, unknown>>
}
interface Job {
  readonly permissions?: Readonly<Record<string, string>>
  readonly steps: readonly Step[]
  readonly 'timeout-minutes'?: number
}
interface Workflow {
  readonly permissions?: Readonly<Record<string, string>>
  readonly jobs: Readonly<Record<string, Job>>
}

const folder = '.github/workflows'
const workflows = readdirSync(folder).map((file) => {
  const text = readFileSync(join(folder, file), 'utf8')
  return { file, text, workflow: parse(text) as Workflow }
})
const jobs = workflows.flatMap(({ file, workflow }) =>
  Object.entries(workflow.jobs).map(([name, job]) => ({
    title: `${file} ${name}`,
    job,
    text: JSON.stringify(job),
    granted: job.permissions ?? workflow.permissions ?? {},
    // what runs code that others wrote: a dependency, or what a dependency is built into
    isForeign: job.steps.some(({ run = '' }) =>
      /\bnp(m (ci|i|install|test|run|exec|pack|start)|x)\b|\bnode\b/.test(run),
    ),
  })),
)

test('every action is pinned to a commit, with the version it is', () => {
  const uses = workflows.flatMap(({ text }) => text.split('\n').filter((line) => /^\s*-?\s*uses:/.test(line)))
  expect(uses.length).toBeGreaterThan(8)
  expect(uses.filter((line) => !/uses: [\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([])
})

test('one version of an action is used everywhere', () => {
  const pins = new Set(workflows.flatMap(({ text }) => [...text.matchAll(/uses: (.+)$/gm)].map(([, pin]) => pin)))
  const names = [...pins].map((pin) => pin?.split('@')[0])
  expect(names).toEqual([...new Set(names)])
})

test('a workflow by itself may read at most', () => {
  for (const { file, workflow } of workflows) {
    expect(workflow.permissions, file).toBeDefined()
    expect(
      Object.entries(workflow.permissions ?? {}).filter(([scope, level]) => `${scope}: ${level}` !== 'contents: read'),
    ).toEqual([])
  }
})

describe.each(jobs)('$title', ({ job }) => {
  test('a job ends by itself', () => {
    expect(job['timeout-minutes']).toBeLessThanOrEqual(30)
  })

  test('a job writes no expression into a script, where it would be run as code', () => {
    expect(job.steps.filter(({ run = '' }) => run.includes('${{'))).toEqual([])
  })
})

test.each(jobs.filter(({ isForeign }) => isForeign))(
  '$title runs the code of others, so it holds no secret and may write nothing',
  ({ job, text, granted }) => {
    expect(text).not.toMatch(/secrets\.|github\.token|GITHUB_TOKEN/)
    expect(granted).toEqual({ contents: 'read' })
    const checkouts = job.steps.filter(({ uses = '' }) => uses.startsWith('actions/checkout@'))
    expect(checkouts.map((step) => step.with?.['persist-credentials'])).toEqual(checkouts.map(() => false))
  },
)

test('one job holds the token of the registry: it publishes what another one packed, and no script of it runs', () => {
  const holders = jobs.filter(({ text }) => text.includes('secrets.'))
  expect(holders.map(({ title }) => title)).toEqual(['release.yml publish'])
  const [{ job, granted, isForeign, text } = {} as never] = holders
  expect(isForeign).toBe(false)
  expect(granted).toEqual({ 'id-token': 'write' })
  expect(job.steps.flatMap(({ uses = [] }) => uses).map((pin) => pin.split('@')[0])).toEqual([
    'actions/download-artifact',
    'actions/setup-node',
  ])
  expect(text).toContain('npm publish ./package/*.tgz --ignore-scripts --provenance')
  expect(jobs.filter(({ granted }) => 'id-token' in granted)).toHaveLength(1)
})

test.each([
  ['feat(messaging): add message:pinned', true],
  ['fix!: refuse a room without an id', true],
  ['chore(deps): raise socket.io', true],
  ['Add message:pinned', false],
  ['feature(messaging): add message:pinned', false],
  ['feat(messaging): Add message:pinned', false],
  ['feat(messaging): add message:pinned.', false],
  ['feat(messaging):add message:pinned', false],
  ['feat(cli): say `ok`"; exit 1; "', true],
])('the title %j is taken: %j', (title, isTaken) => {
  const [step] = workflows.find(({ file }) => file === 'title.yml')?.workflow.jobs.title?.steps ?? []
  const { status } = spawnSync('bash', ['-e', '-c', step?.run ?? ''], { env: { ...process.env, TITLE: title } })
  expect(status).toBe(isTaken ? 0 : 1)
})
