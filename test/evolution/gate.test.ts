import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { run } from '../../src/cli/run.js'
import type { AliasJson, ContractJson, EventJson } from '../../src/spec/index.js'
import { aliasOf } from './contract-maker.js'
import { misfitsOf } from './report-schema.js'

type Writable<Value> = Value extends object ? { -readonly [Key in keyof Value]: Writable<Value[Key]> } : Value
type Schema = { type: string; properties: Record<string, Record<string, unknown>>; required: string[] }

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gate-'))
  cpSync('contract.json', join(folder, 'contract.json'))
  write('package.json', { name: 'socket-canon', version: '1.2.0' })
  change(({ package: named }) => {
    if (named) named.version = '1.2.0'
  })
  cpSync(join(folder, 'contract.json'), join(folder, 'contract.released.json'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const write = (file: string, value: unknown): void => {
  mkdirSync(join(folder, file, '..'), { recursive: true })
  writeFileSync(join(folder, file), typeof value === 'string' ? value : JSON.stringify(value, null, 2))
}
const read = (file: string): string => readFileSync(join(folder, file), 'utf8')
const change = (edit: (contract: Writable<ContractJson>) => void): void => {
  const contract = JSON.parse(read('contract.json')) as Writable<ContractJson>
  edit(contract)
  write('contract.json', contract)
}
const eventIn = (contract: Writable<ContractJson>, name: string): { event: Writable<EventJson>; payload: Schema } => {
  const event = contract.namespaces['/patient-pharmacy']?.serverToClient[name] as Writable<EventJson>
  return { event, payload: event.payload as unknown as Schema }
}
const declare = (bump: string, file = 'one'): void =>
  write(`.changeset/${file}.md`, `---\n"socket-canon": ${bump}\n---\n\nSomething.\n`)

const call = async (...args: string[]): Promise<{ code: number; out: string; err: string }> => {
  const lines: string[] = []
  const errors: string[] = []
  const code = await run(args, {
    cwd: folder,
    hasColour: false,
    columns: 100,
    out: (text) => lines.push(text),
    err: (text) => errors.push(text),
  })
  return { code, out: lines.join('\n'), err: errors.join('\n') }
}

const notKnown =
  'Not known: whether contract.json is fresh. Name the built module that exports the contracts with --source.'

const oldName = aliasOf('order:placed', { since: '1.3.0', removeIn: '2.0.0' }) as Writable<AliasJson>

const rename = (contract: Writable<ContractJson>, hasAlias: boolean): void => {
  const namespace = contract.namespaces['/patient-pharmacy']
  const { event } = eventIn(contract, 'order:new')
  if (!namespace) return
  delete namespace.serverToClient['order:new']
  namespace.serverToClient['order:placed'] = event
  for (const [name, alias] of Object.entries(namespace.aliases.serverToClient))
    if (alias.of === 'order:new') namespace.aliases.serverToClient[name] = { ...alias, of: 'order:placed' }
  if (hasAlias) namespace.aliases.serverToClient['order:new'] = oldName
}

test('the gate passes where nothing changed', async () => {
  expect(await call('gate')).toMatchObject({
    code: 0,
    out: `socket-canon 1.2.0: no change\n\n${notKnown.replace('with --', 'with\n--')}\n\nOK. Nothing to release.`,
  })
})

test('B01: the gate refuses a removed field until a major release is declared, and says what to write', async () => {
  change((contract) => {
    const { payload } = eventIn(contract, 'order:new')
    delete payload.properties['quantity']
    payload.required = payload.required.filter((name) => name !== 'quantity')
  })
  const refused = await call('gate')
  expect(refused.code).toBe(1)
  expect(refused.out).toContain('F05  /patient-pharmacy order:new payload.quantity  server to client')
  expect(refused.out).toContain('and go on sending it until')
  expect(refused.out).toContain('Add a changeset (`--write` does), as .changeset/change-the-wire.md')
  expect(refused.out).toContain(
    '---\n"socket-canon": major\n---\n\n- `/patient-pharmacy order:new payload.quantity` was removed; it was required. This breaks old clients on new servers, code that uses its types.',
  )
  declare('minor')
  const less = await call('gate')
  expect(less.code).toBe(1)
  expect(less.out).toContain('.changeset/one.md declares less than a major release')
  declare('major', 'two')
  expect((await call('gate')).code).toBe(0)
})

test('the gate asks for a major release and clients first where the server sends a renamed event, whose older names follow it', async () => {
  change((contract) => rename(contract, true))
  expect((await call('gate')).out).toContain('"socket-canon": major')
  declare('major')
  const { code, out } = await call('gate')
  expect(out).toContain('major, clients first, E05')
  expect(out).toContain('E05  /patient-pharmacy order:new  server to client')
  expect(out).toContain('stands for `order:placed`, as `order:new` is called now')
  expect([code, out]).toEqual([0, expect.not.stringContaining('Not in any release')])
})

test('the gate refuses a renamed event without an alias, and gives the alias to add', async () => {
  change((contract) => rename(contract, false))
  declare('minor')
  const { code, out } = await call('gate')
  expect(code).toBe(1)
  expect(out).toContain('E06  /patient-pharmacy order:new  server to client')
  expect(out).not.toContain('Not in any release')
  expect(out.replace(/\s+/g, ' ')).toContain("add the alias `'order:new': 'order:placed'`")
})

test('the gate asks for the alias where an event is renamed and changed at once', async () => {
  change((contract) => rename(contract, false))
  change((contract) => {
    const { payload } = eventIn(contract, 'order:placed')
    payload.properties['gift'] = { type: 'boolean' }
  })
  const { code, out } = await call('gate')
  expect(code).toBe(1)
  expect(out.replaceAll(/\s+/g, ' ')).toContain(
    "if `order:placed` is what `order:new` was, add the alias `'order:new': 'order:placed'`; else put `order:new` back",
  )
  change(({ namespaces }) => {
    const table = namespaces['/patient-pharmacy']?.aliases.serverToClient
    if (table) table['order:new'] = oldName
  })
  declare('major')
  expect(await call('gate')).toMatchObject({ code: 0, out: expect.stringContaining('payload.gift') })
})

test('the gate refuses a value added to a closed list as major, and lets one into an open list as minor', async () => {
  const dispatchOf = (contract: Writable<ContractJson>): Schema =>
    eventIn(contract, 'dispatch:updated').payload.properties['dispatch'] as unknown as Schema
  declare('minor')
  change((contract) => (dispatchOf(contract).properties['provider'] as { 'x-known': string[] })['x-known'].push('dhl'))
  const open = await call('gate')
  expect(open).toMatchObject({ code: 0 })
  expect(open.out).toContain('F16  /patient-pharmacy dispatch:updated payload.dispatch.provider')
  change((contract) => (dispatchOf(contract).properties['status'] as { enum: string[] }).enum.push('LOST'))
  const closed = await call('gate')
  expect(closed.code).toBe(1)
  expect(closed.out).toContain('F14  /patient-pharmacy dispatch:updated payload.dispatch.status')
  expect(closed.out).toContain('teach every reader the word first')
})

test('the gate refuses a sensitive field that no changeset could declare, until somebody puts a name under it', async () => {
  change((contract) => {
    eventIn(contract, 'order:updated').payload.properties['diagnosis'] = { type: 'string', 'x-sensitive': 'phi' }
  })
  declare('major')
  const refused = await call('gate')
  expect(refused.code).toBe(1)
  expect(refused.out).toContain('shows clients `diagnosis` (phi), which they did not get before')
  const [fingerprint] = /S02-[0-9a-f]{12}/.exec(refused.out) ?? []
  expect(refused.out).toContain(`"fingerprint": "${fingerprint}"`)
  write('contract.gate.json', { approvals: [{ fingerprint, by: 'Ana Obi', reason: 'pharmacists need it' }] })
  const approved = await call('gate')
  expect(approved.code).toBe(0)
  expect(approved.out).toContain('By Ana Obi: pharmacists need it')
  expect(misfitsOf(JSON.parse((await call('gate', '--json')).out))).toEqual([])
})

test('the gate goes by what a team agreed on: rules that count more or less, parts that are ignored, and a grace period', async () => {
  change((contract) => {
    const { payload } = eventIn(contract, 'order:new')
    delete payload.properties['quantity']
    payload.required = payload.required.filter((name) => name !== 'quantity')
  })
  declare('major')
  const agree = async (agreed: object) => {
    write('contract.gate.json', agreed)
    return call('gate')
  }
  const off = await agree({ rules: { F05: 'off' } })
  expect(off.code).toBe(0)
  expect(off.out).toContain('Not shown, for its rule is off: 1 change (F05).')
  expect(misfitsOf(JSON.parse((await call('gate', '--json')).out))).toEqual([])
  expect((await call('gate', '--markdown')).out).toContain('Not shown, for its rule is off: 1 change (F05).')
  const refused = await agree({ rules: { wire: 'error' } })
  expect([refused.code, refused.out]).toEqual([1, expect.stringContaining('Not in any release')])
  const early = await agree({ grace: 1 })
  expect(early.code).toBe(1)
  expect(early.out.replaceAll(/\s+/g, ' ')).toContain('no releases say that it is deprecated, and 1 have to')
  const ignored = await agree({ grace: 1, ignore: [{ path: '/patient-pharmacy order:*', reason: 'moved out' }] })
  expect([ignored.code, ignored.out]).toEqual([0, expect.stringContaining('moved out')])
})

test('the gate looks past keywords that a team declares to ask nothing of a value, whichever way they change', async () => {
  const measured = (unit: string): string => {
    change((contract) => {
      eventIn(contract, 'order:new').payload.properties['weight'] = { type: 'number', unit }
    })
    return read('contract.json')
  }
  const [pounds, kilos] = [measured('lb'), measured('kg')]
  for (const [old, next] of [
    [kilos, pounds],
    [pounds, kilos],
  ] as const) {
    write('contract.released.json', old)
    write('contract.json', next)
    declare('patch')
    rmSync(join(folder, 'contract.gate.json'), { force: true })
    const unclear = await call('gate')
    expect([unclear.code, unclear.out]).toEqual([1, expect.stringMatching(/unclear .*"unit"/)])
    write('contract.gate.json', { annotations: ['unit'] })
    const agreed = await call('gate')
    expect([agreed.code, agreed.out]).toEqual([0, expect.not.stringContaining('unclear')])
    expect((await call('diff', 'contract.released.json', 'contract.json')).code).toBe(1)
    const config = ['--config', 'contract.gate.json']
    expect((await call('diff', 'contract.released.json', 'contract.json', ...config)).code).toBe(0)
  }
})

test('the gate asks for the next release’s number: an alias may go when its time has come', async () => {
  change((contract) => {
    const table = contract.namespaces['/appointments']?.aliases.serverToClient ?? {}
    delete table['appointments_list']
  })
  declare('minor')
  expect((await call('gate')).out).toContain('was removed before 2.0.0, the release it was to go with')
  declare('major')
  const due = await call('gate')
  expect(due.out).toContain('was removed, as announced for 2.0.0')
  expect(due.code).toBe(0)
})

test('the gate takes a raised version for a declaration, where no changesets are used', async () => {
  change((contract) => {
    eventIn(contract, 'order:new').event.summary = 'Another sentence.'
  })
  expect((await call('gate')).code).toBe(1)
  write('package.json', { name: 'socket-canon', version: '1.2.1' })
  expect((await call('gate')).code).toBe(0)
})

test('the gate lets a package that was never released pass, and no other without the released contract', async () => {
  rmSync(join(folder, 'contract.released.json'))
  expect(await call('gate')).toMatchObject({
    code: 2,
    err: expect.stringContaining('there is no contract.released.json, though socket-canon is at 1.2.0'),
  })
  write('package.json', { name: 'socket-canon', version: '0.0.0' })
  expect(await call('gate')).toMatchObject({
    code: 0,
    out: expect.stringContaining('was never released: 7 namespaces and'),
  })
  expect(JSON.parse((await call('gate', '--json')).out)).toMatchObject({ passes: true, old: null })
  expect((await call('gate', '--markdown')).out).toMatch(
    /^## ✅ Changes of the contract\n\nOK\. socket-canon was never/,
  )
  write('.changeset/odd.md', '---\n\n"socket-canon": minor\n')
  expect(await call('gate')).toMatchObject({
    code: 2,
    err: expect.stringContaining('.changeset/odd.md has no front'),
  })
  expect(await call('gate', '--released', 'mine.json')).toMatchObject({
    code: 2,
    err: 'socket-canon gate: there is no file mine.json',
  })
})

test('the gate records a release with the names it retires, which the next one can’t use', async () => {
  change((contract) => {
    delete contract.namespaces['/patient-pharmacy']?.serverToClient['chat:typing']
  })
  expect(await call('gate', '--record')).toMatchObject({
    code: 0,
    out: 'Wrote contract.released.json, with 1 retired name.',
  })
  expect((await call('gate')).code).toBe(0)
  change((contract) => {
    const namespace = contract.namespaces['/patient-pharmacy']
    const other = namespace?.serverToClient['order:new']
    if (namespace && other) namespace.serverToClient['chat:typing'] = other
  })
  declare('major')
  expect(await call('gate')).toMatchObject({
    code: 1,
    out: expect.stringContaining('E08  /patient-pharmacy chat:typing'),
  })
})

test('the gate lets a fresh contract be recorded, with the retired names it brings itself', async () => {
  rmSync(join(folder, 'contract.released.json'))
  expect((await call('gate', '--record')).out).toBe('Wrote contract.released.json.')
  expect(read('contract.released.json')).toBe(`${JSON.stringify(JSON.parse(read('contract.json')), null, 2)}\n`)
})

test('the gate goes by the contract’s own name and version where no package.json says them', async () => {
  rmSync(join(folder, 'package.json'))
  expect((await call('gate')).code).toBe(0)
  write('package.json', {})
  expect((await call('gate')).code).toBe(0)
  change((contract) => {
    delete (contract as { package?: unknown }).package
  })
  expect(await call('gate')).toMatchObject({
    code: 2,
    err: 'socket-canon gate: package.json has no `name`, so no changeset can be about it',
  })
  write('package.json', { name: 'shop' })
  rmSync(join(folder, 'contract.released.json'))
  expect((await call('gate')).out).toContain('shop was never released')
})

test('the gate says in a pull request that nothing changed, without advice', async () => {
  const { code, out } = await call('gate', '--markdown')
  expect(code).toBe(0)
  expect(out).toBe(`## ✅ Changes of the contract\n\nOK. Nothing to release.\n\n${notKnown}`)
})

test('the gate writes for a pull request and for programs', async () => {
  change((contract) => {
    delete contract.namespaces['/patient-pharmacy']?.serverToClient['chat:typing']
  })
  const markdown = await call('gate', '--markdown')
  expect(markdown.out).toContain('## ❌ Changes of the contract')
  expect(markdown.out).toContain('| E03, T01 | `/patient-pharmacy chat:typing`, server to client |')
  expect(markdown.out).toContain('"socket-canon": major')
  const json = JSON.parse((await call('gate', '--json')).out) as { passes: boolean; required: string }
  expect(json).toMatchObject({ passes: false, required: 'major', rollout: 'client-first' })
})

test('`diff` takes an order of release, a policy for undeclared keys and a file of agreements, and refuses other words', async () => {
  const both = ['contract.json', 'contract.json']
  const options = ['--rollout', 'full', '--objects', 'strict']
  expect((await call('diff', ...both, ...options)).code).toBe(0)
  write('mine.json', { $schema: 'x', approvals: [{ fingerprint: 'f9', reason: 'known', by: 'Ada' }] })
  expect((await call('diff', ...both, '--config', 'mine.json')).out).toContain('bears the fingerprint f9 any more')
  expect((await call('diff', ...both, '--config', 'none.json')).err).toBe(
    'socket-canon diff: there is no file none.json',
  )
  expect((await call('diff', ...both, '--rollout', 'sideways')).err).toBe(
    'socket-canon diff: --rollout takes server-first, client-first, full',
  )
  expect((await call('diff', ...both, '--objects', 'closed')).err).toBe(
    'socket-canon diff: --objects takes strict, strip, loose',
  )
  expect((await call('diff', ...both, '--markdown')).out).toMatch(/^## ✅/)
  const json = JSON.parse((await call('diff', ...both, '--json')).out) as object
  expect(json).toMatchObject({ passes: true, declared: null, findings: [] })
})

test('`diff` goes by the versions of both contracts', async () => {
  cpSync(join(folder, 'contract.json'), join(folder, 'old.json'))
  change((contract) => {
    delete contract.namespaces['/patient-pharmacy']?.serverToClient['chat:typing']
  })
  const stayed = await call('diff', 'old.json', 'contract.json')
  expect(stayed.code).toBe(1)
  expect(stayed.out).toContain('1 breaking change, and the version stayed')
  change((contract) => {
    if (contract.package) contract.package.version = '1.3.0'
  })
  expect((await call('diff', 'old.json', 'contract.json')).out).toContain('beyond the declared bump (minor)')
  change((contract) => {
    if (contract.package) contract.package.version = '2.0.0'
  })
  expect(await call('diff', 'old.json', 'contract.json')).toMatchObject({ code: 0 })
  expect(await call('diff', 'old.json', 'contract.json', '--rollout', 'full', '--objects', 'strict')).toMatchObject({
    code: 0,
  })
})

test('`diff` passes additions whose version stayed', async () => {
  cpSync(join(folder, 'contract.json'), join(folder, 'old.json'))
  change((contract) => {
    eventIn(contract, 'order:new').payload.properties['note'] = { type: 'string' }
  })
  expect(await call('diff', 'old.json', 'contract.json')).toMatchObject({
    code: 0,
    out: expect.stringContaining('F01'),
  })
})

const bad: readonly (readonly [what: string, text: string | object, line: string])[] = [
  ['an empty file', '', 'old.json is cut short: it ends in line 1 before its JSON does'],
  [
    'a file cut short',
    '{\n  "format": 1,\n  "namespaces": {',
    'old.json is cut short: it ends in line 3 before its JSON does',
  ],
  ['a file that is no JSON', '{\n  format: 1\n}', 'old.json is no JSON: line 2 breaks it'],
  ['a list', [], 'old.json is no contract: it has to be a JSON object'],
  [
    'another document',
    { asyncapi: '3.0.0' },
    'old.json is no contract: it has no `format` or no `namespaces`; write one with toContractJson',
  ],
  [
    'a later format',
    { format: 2, namespaces: {} },
    'old.json has format 2, and this release reads format 1: use the release that wrote it',
  ],
  ['a format in words', { format: 'one', namespaces: {} }, 'old.json is no contract: its `format` is no whole number'],
  [
    'namespaces in a list',
    { format: 1, namespaces: [] },
    'old.json is cut short or changed: `namespaces` is no object',
  ],
  [
    'no protocol',
    { format: 1, namespaces: {} },
    'old.json is cut short or changed: `protocol` has no object `serverToClient`',
  ],
  [
    'half a namespace',
    { format: 1, namespaces: { '/a': { version: 1, rooms: {} } } },
    'old.json is cut short or changed: /a has no object `serverToClient`',
  ],
  [
    'half an event',
    {
      format: 1,
      namespaces: { '/a': { version: 1, rooms: {}, serverToClient: { x: {} }, clientToServer: {}, aliases: {} } },
    },
    'old.json is cut short or changed: /a serverToClient x is no event',
  ],
]
test.each(bad)('%s is exit 2 and a line that says where', async (_, text, line) => {
  write('old.json', text)
  expect(await call('diff', 'old.json', 'contract.json')).toEqual({
    code: 2,
    out: '',
    err: `socket-canon diff: ${line}`,
  })
})

test('a file that is not there, a folder, or one file too few is exit 2', async () => {
  expect((await call('diff', 'none.json', 'contract.json')).err).toBe('socket-canon diff: there is no file none.json')
  expect((await call('diff', '.', 'contract.json')).err).toBe('socket-canon diff: . is no file')
  expect((await call('diff', 'contract.json')).err).toBe(
    'socket-canon diff: takes two files: the old contract.json and the new one',
  )
  expect(await call('diff', 'a', 'b', '--nonsense')).toMatchObject({
    code: 2,
    err: expect.stringContaining('--nonsense'),
  })
  expect((await call('diff', 'contract.json', 'contract.json', '--rollout', 'sideways')).code).toBe(2)
})

test('a changeset or an agreement that can’t be read is exit 2 and named', async () => {
  write('.changeset/odd.md', '## "socket-canon": minor\n')
  expect((await call('gate')).err).toContain('.changeset/odd.md has no front matter')
  write('.changeset/odd.md', '---\n"socket-canon": huge\n---\n')
  expect((await call('gate')).err).toContain(".changeset/odd.md can't be read")
  rmSync(join(folder, '.changeset'), { recursive: true })
  for (const [text, problem] of [
    ['{', 'contract.gate.json is cut short'],
    [[], 'contract.gate.json has to hold an object'],
    [{ rollout: 'sideways' }, 'contract.gate.json: `rollout` has to be one of'],
    [{ waiver: [] }, 'contract.gate.json: nobody knows `waiver`'],
    [{ waivers: {} }, 'contract.gate.json: `waivers` has to be a list'],
    [{ timeoutMs: 0 }, 'contract.gate.json: `timeoutMs` has to be a whole number, 1 or more'],
    [{ annotations: 'unit' }, 'contract.gate.json: `annotations` has to be a list'],
    [{ annotations: ['unit', 2] }, 'contract.gate.json: annotations[1] has to be the name of a keyword'],
    [
      { annotations: ['maxLength'] },
      'contract.gate.json: annotations[0]: `maxLength` is a keyword of JSON Schema, and what it asks is always compared',
    ],
    [{ grace: 'two' }, 'contract.gate.json: `grace` has to be a whole number, 1 or more'],
    [{ rules: [] }, 'contract.gate.json: `rules` has to hold a severity for each rule'],
    [{ rules: { F99: 'off' } }, 'contract.gate.json: `rules`: there is no rule "F99"; `socket-canon rules` lists them'],
    [{ rules: { F04: 'loud' } }, 'contract.gate.json: `rules`: F04 has to be one of error, warning, off'],
    [{ ignore: [{ path: '/a' }] }, 'contract.gate.json: ignore[0] needs a text `reason`'],
    [{ ignore: [{ reason: 'b' }] }, 'contract.gate.json: ignore[0] needs a `path`, a `rule`, or both'],
    [{ ignore: [{ reason: 'b', path: 1 }] }, 'contract.gate.json: ignore[0] needs a text `path`'],
    [{ ignore: [{ reason: 'b', rule: 'x' }] }, 'contract.gate.json: ignore[0]: there is no rule "x"'],
    [{ waivers: [{ fingerprint: 'x' }] }, 'contract.gate.json: waivers[0] needs a text `reason`'],
    [
      { approvals: [{ fingerprint: 'x', reason: 'y' }] },
      'contract.gate.json: approvals[0] needs a text `by`, the name of who looked at it',
    ],
  ] as const) {
    write('contract.gate.json', text)
    expect(await call('gate')).toMatchObject({ code: 2, err: expect.stringContaining(problem) })
  }
})

const judged = async (old: object, next: object): Promise<{ code: number; out: string }> => {
  change((contract) => {
    eventIn(contract, 'order:new').event.payload = old as never
  })
  cpSync(join(folder, 'contract.json'), join(folder, 'old.json'))
  change((contract) => {
    eventIn(contract, 'order:new').event.payload = next as never
  })
  return call('diff', 'old.json', 'contract.json')
}

test('a keyword nobody knows that changed is unclear, names its place, and counts as breaking', async () => {
  const { code, out } = await judged(
    { type: 'object', properties: { a: { type: 'string', sparkles: 2 } } },
    { type: 'object', properties: { a: { type: 'string', sparkles: 3 } } },
  )
  expect(code).toBe(1)
  expect(out).toContain('F22  /patient-pharmacy order:new payload.a')
  expect(out).toMatch(/unclear .*"sparkles"/)
})

test('a pattern with lookaround is unclear where all turns on it', async () => {
  const { code, out } = await judged({ type: 'string', pattern: '^(?<=x)a$' }, { type: 'string', pattern: '^(?<=y)a$' })
  expect(code).toBe(1)
  expect(out).toMatch(/F19[\s\S]*unclear the pattern "\^\(\?<=[xy]\)a\$" has a lookbehind/)
})

test('a schema that holds itself is compared; one that never ends is unclear', async () => {
  const list = (value: object): object => ({
    type: 'object',
    properties: { value, next: { $ref: '#' } },
    required: ['value'],
  })
  expect((await judged(list({ type: 'string' }), list({ type: 'number' }))).out).toContain(
    'F13  /patient-pharmacy order:new payload.value',
  )
  expect((await judged({ type: 'string' }, { $ref: '#' })).out).toContain('unclear')
})

test('a schema nested without end is no crash', async () => {
  let deep: object = { type: 'string' }
  for (let level = 0; level < 3000; level += 1) deep = { type: 'array', items: deep }
  const { code, out } = await judged({ type: 'string' }, deep)
  expect([code, out.includes('nested too deeply')]).toEqual([1, true])
})

test('the command line lists its commands, and says what each takes', async () => {
  expect(await call()).toMatchObject({ code: 2, out: expect.stringContaining('gate') })
  expect(await call('--help')).toMatchObject({ code: 0 })
  expect(await call('diff', '--help')).toMatchObject({ code: 0, out: expect.stringContaining('--markdown') })
  expect(await call('gate', '-h')).toMatchObject({ code: 0, out: expect.stringContaining('--record') })
  expect(await call('dif')).toMatchObject({
    code: 2,
    err: 'socket-canon: there is no command "dif"; try `socket-canon --help`',
  })
})

test('the command line writes nothing beside the released contract', () => {
  expect(existsSync(join(folder, '.changeset'))).toBe(false)
})
