import { existsSync, readdirSync, rmSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { CommandFolder } from '../../../test/evolution/command.js'
import { writeOutput } from './output-file.js'

const events = `export interface ServerToClientEvents { 'order:new': (order: { open: boolean }) => void }
export interface ClientEvents { join: () => void }
export const NAMES = { LEAVE: 'leave' }
`

let folder: CommandFolder
beforeEach(() => {
  folder = new CommandFolder()
  const { path } = folder
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  folder.write('events.ts', events)
})

const adopting = (...args: string[]) => folder.call(['adopt', 'events.ts', ...args])

test('a contract goes into src under its own name, in a folder that may not be there yet', async () => {
  const { code, out, err } = await adopting()
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toMatch(/^Wrote src\/contract\.ts: 1 event from the server, 0 from clients\./)
  expect(readdirSync(join(folder.path, 'src'))).toEqual(['contract.ts'])
  expect(folder.read('src/contract.ts')).toContain("export const contract = namespace('/contract', {")
})

test.each([
  [['--out', 'lib/shop-floor.ts'], 'lib/shop-floor.ts', "export const shopFloor = namespace('/shop-floor', {"],
  [['--path', '/v2/shop'], 'src/shop.ts', "export const shop = namespace('/v2/shop', {"],
  [['--path', '/'], 'src/contract.ts', "export const contract = namespace('/', {"],
  [['--name', 'till'], 'src/till.ts', "export const till = namespace('/till', {"],
  [['--name', 'till', '--out', 'a.ts', '--path', '/b'], 'a.ts', "export const till = namespace('/b', {"],
])('%s say where the contract goes and what it is called', async (options, file, declared) => {
  expect((await adopting(...options)).code).toBe(0)
  expect(folder.read(file)).toContain(declared)
})

test('maps and names that are chosen are taken, each for its direction', async () => {
  await adopting('--out', 'a.ts', '--client-to-server', 'ClientEvents', '--server-to-client', 'ServerToClientEvents')
  expect(folder.read('a.ts')).toContain('clientToServer: {\n    join: event({}),')
  await adopting('--out', 'b.ts', '--events', 'NAMES')
  expect(folder.read('b.ts')).toContain('const undecided = {\n  leave: event({ payload: anything })')
})

test('a file that exists is kept, unless it is to be replaced', async () => {
  folder.write('src/shop.ts', 'mine')
  const refused = await adopting('--name', 'shop')
  expect(refused.code).toBe(2)
  expect(refused.err).toBe(
    'socket-canon adopt: src/shop.ts exists: choose another file with --out, or replace it with --force',
  )
  expect(folder.read('src/shop.ts')).toBe('mine')
  expect((await adopting('--name', 'shop', '--force')).code).toBe(0)
  expect(folder.read('src/shop.ts')).toContain('export const shop')
})

test.each([
  ['no file', ['adopt'], 'takes files: those of your event maps or event names'],
  ['a name that no constant has', ['adopt', 'events.ts', '--name', 'my-shop'], '--name takes a name for a constant'],
  ['a path without a slash', ['adopt', 'events.ts', '--path', 'shop'], '--path takes a path that begins with /'],
  ['a folder to write to', ['adopt', 'events.ts', '--out', 'taken'], 'taken is no file'],
  ['a file below a file', ['adopt', 'events.ts', '--out', 'events.ts/a.ts'], "events.ts/a.ts can't be written: E"],
  ['a folder to read', ['adopt', 'taken'], 'there is no file taken'],
  ['a huge file', ['adopt', 'huge.ts'], 'huge.ts is larger than 64 MB'],
  ['no such type', ['adopt', 'events.ts', '--server-to-client', 'Told'], 'there is no type Told in events.ts'],
  ['no such names', ['adopt', 'events.ts', '--events', 'TOLD'], 'there are no names TOLD in events.ts'],
])('%s is refused in a line, and nothing is written', async (_, args, message) => {
  folder.write('taken/note.txt', 'mine')
  folder.write('huge.ts', '')
  truncateSync(join(folder.path, 'huge.ts'), 65 * 1024 * 1024)
  const { code, out, err } = await folder.call(args)
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toContain(`socket-canon adopt: ${message}`)
  expect(err).not.toContain('\n')
  expect(readdirSync(folder.path).sort()).toEqual(['events.ts', 'huge.ts', 'taken'])
  expect(existsSync(join(folder.path, 'src'))).toBe(false)
})

test('what takes the place of a file meanwhile stays, and no half of the contract beside it', () => {
  folder.write('src/shop.ts/note.txt', 'mine')
  expect(() => writeOutput(folder.path, 'src/shop.ts', 'export {}')).toThrow(/^src\/shop\.ts can't be written: E\w+$/)
  expect(readdirSync(join(folder.path, 'src'))).toEqual(['shop.ts'])
})
