import { execFile, spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { beforeAll, expect, test } from 'vitest'

interface Answer {
  readonly code: number | null
  readonly text: string
  readonly ms: number
}

/** Runs the demo as `npm run demo` does, to its end. */
function run(args: readonly string[] = []): Promise<Answer> {
  const started = performance.now()
  return new Promise((resolve) => {
    const child = execFile(process.execPath, ['scripts/demo.mjs', ...args], { timeout: 240_000 }, (_, out, err) =>
      resolve({ code: child.exitCode, text: out + err, ms: performance.now() - started }),
    )
  })
}

/** Reads the rows of every table under a heading, as cells by their column. */
function rowsUnder(text: string, heading: RegExp): Record<string, string>[] {
  const lines = text.split('\n').map((line) => line.trim())
  const cells = (line = '') => line.split(/\s{2,}/)
  return lines.flatMap((line, index) => {
    if (!heading.test(line)) return []
    const columns = cells(lines[index + 1])
    const after = lines.slice(index + 3)
    const rows = after.slice(0, after.indexOf(''))
    return rows.map((row) => Object.fromEntries(cells(row).map((cell, column) => [columns[column] ?? column, cell])))
  })
}

/** Lists what runs of the demo have left behind. */
function demoFolders(): string[] {
  return existsSync('.cache') ? readdirSync('.cache').filter((name) => name.startsWith('demo-')) : []
}

let answer: Answer
beforeAll(async () => {
  answer = await run()
})

test('npm run demo begins with an own contract at work, each step with its code, and then migrates', () => {
  const { text } = answer
  const beginning = text.slice(0, text.indexOf('A migration, there and back'))
  expect(beginning.startsWith('A contract of your own, at work')).toBe(true)
  const steps = [...beginning.matchAll(/^ {2}(\S.*)\n((?: {2}\|.*\n)+)((?: {2}=> .*\n)+)/gm)]
  expect(steps.map(([, title, , happened]) => [title, happened?.trim()])).toEqual([
    ['A room is joined', '=> entered parcel:p1'],
    ['A typed event arrives', '=> parcel:moved, p1 is in Ibadan'],
    ['A refusal has a code and words', '=> ROOM_FORBIDDEN: this user may not enter this room'],
    [
      'A guard names the field, not the value',
      '=> /parcels parcel:scan (clientToServer) does not fit; grams: expected a number',
    ],
    ['An old client hears the old name', '=> package-update, p1 is in Jos'],
  ])
  const [, , guarded] = steps[3] ?? []
  expect(guarded).toContain("const grams = 'two kilos'")
})

test('npm run demo shows the code that it runs', () => {
  const contract = readFileSync('examples/parcels/contract.ts', 'utf8').trim().split('\n')
  const shown = [...answer.text.matchAll(/^ {2}\|(?: (.*))?$/gm)].map(([, line = '']) => line)
  expect(contract.length).toBeLessThan(35)
  expect(shown.slice(0, contract.length)).toEqual(contract)
  const files = ['aliases.ts', 'back-end.ts', 'steps.ts'].map((file) =>
    readFileSync(`examples/parcels/${file}`, 'utf8'),
  )
  const lines = new Set(files.flatMap((file) => file.split('\n').map((line) => line.trim())))
  const others = shown.slice(contract.length).map((line) => line.trim())
  expect(others.filter((line) => !lines.has(line) && !/^const (place|grams) = '[\w ]+'$/.test(line))).toEqual([])
})

test.each([
  ['--port', 'many', '--port takes a number from 0 to 65535'],
  ['--port', '70000', '--port takes a number from 0 to 65535'],
])('npm run demo refuses %s %s in a line', async (...args) => {
  const { code, text } = await run(args.slice(0, 2))
  expect(text.trim()).toBe(`demo: ${args[2]}; 0 is any port that is free`)
  expect(code).toBe(2)
})

test('npm run demo names a port that is taken in a line', async () => {
  const http = createServer()
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const { port } = http.address() as AddressInfo
  const { code, text } = await run(['--serve', '--port', String(port)])
  await new Promise((resolve) => http.close(resolve))
  expect(text.trim()).toBe(`demo: port ${port} is taken: name another, or 0 for any that is free`)
  expect(code).toBe(2)
})

test('npm run demo on a terminal keeps the page until Ctrl+C, and then leaves nothing behind', async () => {
  // a shell that stayed would end by the signal itself
  const command = `exec ${process.execPath} scripts/demo.mjs --port 0`
  const shell = spawn('script', ['-qefc', command, '/dev/null'])
  const ended = new Promise<number | null>((resolve) => shell.once('exit', resolve))
  const timer = setTimeout(() => shell.kill(), 200_000)
  let text = ''
  const url = await new Promise<string>((resolve, reject) => {
    shell.stdout.on('data', (piece) => {
      text += piece
      const [, found] = /All of this as a page: (http:\/\/127\.0\.0\.1:\d+)/.exec(text) ?? []
      if (found) resolve(found)
    })
    void ended.then((code) => reject(new Error(`it ended with ${code}: ${text}`)))
  })
  expect(text).toContain('All 5 phases kept their promises')
  expect((await fetch(url)).status).toBe(200)
  shell.stdin.write('\x03')
  expect(await ended).toBe(0)
  clearTimeout(timer)
  await expect(fetch(url)).rejects.toThrow('fetch failed')
  expect(demoFolders()).toEqual([])
})

test('npm run demo ends by itself with exit code 0, having kept every promise of five phases', () => {
  expect(answer.text).toContain('All 5 phases kept their promises')
  expect(answer.text).not.toContain('BROKEN')
  expect(answer.text.match(/^ +kept /gm)?.length).toBe(40)
  expect(answer.code).toBe(0)
})

test('npm run demo walks by flags through before, overlap, after, a roll-back and after again', () => {
  const flags = [...answer.text.matchAll(/NAMESPACE=(\S+)\s+NEXT_PUBLIC_ENABLE_LEGACY_EVENTS=(\w+)/g)]
  expect(flags.map(([, path, legacy]) => `${path} ${legacy}`)).toEqual([
    '/ true',
    '/patient-pharmacy true',
    '/patient-pharmacy false',
    '/ true',
    '/patient-pharmacy false',
  ])
})

test('npm run demo delivers each fact once to every client, in each phase', () => {
  const facts = [...answer.text.matchAll(/Delivered: (\d+) facts at the pharmacy, (\d+) at its neighbour/g)]
  const rows = rowsUnder(answer.text, /^Delivered:/)
  expect(facts).toHaveLength(5)
  expect(rows).toHaveLength(20)
  for (const [index, row] of rows.entries()) {
    const [, own, neighbour] = facts[Math.floor(index / 4)] ?? []
    const expected = row['client'] === 'new, neighbour' ? neighbour : own
    expect(Number(expected)).toBeGreaterThan(50)
    expect(row).toMatchObject({ calls: expected, lost: '0', doubled: '0', foreign: '0' })
  }
})

test('npm run demo sends a declared client one packet a fact, and a legacy one every name', () => {
  const rows = rowsUnder(answer.text, /^Delivered:/)
  for (const row of rows.filter(({ client }) => client?.startsWith('new'))) expect(row['packets']).toBe(row['calls'])
  for (const row of rows.filter(({ client }) => client === 'old'))
    expect(Number(row['packets'])).toBeGreaterThan(2 * Number(row['calls']))
  const moving = rows.filter(({ client }) => client === 'moving')
  expect(moving.map(({ path }) => path)).toEqual([
    '/',
    '/patient-pharmacy',
    '/patient-pharmacy',
    '/',
    '/patient-pharmacy',
  ])
})

test('npm run demo lists the names in use, and what they stand for', () => {
  const rows = rowsUnder(answer.text, /^Names in use$/)
  const legacy = rows.filter((row) => row['clients'] !== undefined)
  expect(legacy.find(({ name }) => name === 'order:created')?.['stands for']).toBe('order:new')
  expect(new Set(rows.map(({ name }) => name)).size).toBe(10)
})

test('npm run demo reports the health of each phase, with enough samples to proceed', () => {
  const rows = rowsUnder(answer.text, /^Health of the moving client$/)
  expect(rows).toHaveLength(20)
  for (const row of rows) {
    expect(row['met']).toBe('yes')
    expect(Number(row['samples'])).toBeGreaterThan(19)
  }
  expect(answer.text.match(/Verdict: proceed/g)).toHaveLength(5)
})

test('npm run demo says where one may go on to, and which legacy names a phase may still hear', () => {
  const verdicts = answer.text.matchAll(
    /once it has moved: (\d+); target: (.+)\n.*\n.*Verdict: proceed \(.*?\)\. (.+)\.\n/g,
  )
  const [before, overlap, after] = [
    ['6', 'any, until the move', 'Go on to Overlap'],
    ['0', '0', 'Go on to After'],
    ['0', '0', 'Drop the old names, once no old application is left'],
  ]
  expect([...verdicts].map(([, ...said]) => said)).toEqual([before, overlap, after, before, after])
})
