import { PassThrough } from 'node:stream'
import { afterEach, expect, test, vi } from 'vitest'
import { endWithReader, lineFrom, processTerminal } from './terminal.js'

const { isTTY, columns } = process.stdout
const { isTTY: isInputTTY } = process.stdin
afterEach(() => {
  Object.assign(process.stdout, { isTTY, columns })
  Object.assign(process.stdin, { isTTY: isInputTTY })
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})
const terminalOf = (
  stdout: { isTTY?: boolean; columns?: number | undefined },
  env: { NO_COLOR?: string; TERM?: string } = {},
) => {
  Object.assign(process.stdout, { isTTY: true, columns: 80 }, stdout)
  vi.stubEnv('NO_COLOR', env.NO_COLOR ?? '')
  vi.stubEnv('TERM', env.TERM ?? 'xterm')
  return processTerminal()
}

test('colours are for people at a terminal that has them, who did not decline them', () => {
  expect(terminalOf({}).hasColour).toBe(true)
  expect(terminalOf({ isTTY: false }).hasColour).toBe(false)
  expect(terminalOf({}, { NO_COLOR: '1' }).hasColour).toBe(false)
  expect(terminalOf({}, { TERM: 'dumb' }).hasColour).toBe(false)
})

test('lines are as wide as the terminal, within what can be read', () => {
  expect(terminalOf({ columns: 80 }).columns).toBe(80)
  expect(terminalOf({ columns: 20 }).columns).toBe(60)
  expect(terminalOf({ columns: 400 }).columns).toBe(110)
  expect(terminalOf({ columns: undefined }).columns).toBe(110)
})

test('a report goes to the output and a complaint to the error output, a line each', () => {
  const out = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  const err = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  const terminal = processTerminal()
  terminal.out('report')
  terminal.err('complaint')
  expect([out.mock.calls, err.mock.calls]).toEqual([[['report\n']], [['complaint\n']]])
  expect(terminal.cwd).toBe(process.cwd())
})

test('a reader who has read enough is no error, and anything else that keeps a report from being written is', () => {
  const stream = new PassThrough()
  endWithReader(stream)
  expect(() => stream.emit('error', Object.assign(new Error('closed'), { code: 'EPIPE' }))).not.toThrow()
  expect(() => stream.emit('error', Object.assign(new Error('full'), { code: 'ENOSPC' }))).toThrow('full')
})

test('a question is asked where somebody sits at both ends, and in no pipeline', () => {
  const asks = (isInput: boolean, isOutput: boolean, pipeline = ''): boolean => {
    vi.stubEnv('CI', pipeline)
    Object.assign(process.stdin, { isTTY: isInput })
    return terminalOf({ isTTY: isOutput }).ask !== undefined
  }
  expect([asks(true, true), asks(false, true), asks(true, false), asks(true, true, 'true')]).toEqual([
    true,
    false,
    false,
    false,
  ])
})

test('a question is answered by a line, and by nothing where the input ends', async () => {
  const [input, output] = [new PassThrough(), new PassThrough()]
  const answer = lineFrom(input, output, 'Name: ')
  input.write('shop\n')
  expect([await answer, String(output.read())]).toEqual(['shop', 'Name: '])
  const ended = lineFrom(input, output, 'Name: ')
  input.end()
  expect(await ended).toBeUndefined()
})
