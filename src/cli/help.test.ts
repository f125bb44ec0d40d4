import { expect, test } from 'vitest'
import { optionTable, paragraph } from './help.js'
import { run } from './run.js'

const helpOf = async (...args: string[]): Promise<string> => {
  const lines: string[] = []
  const out = (text: string): void => {
    lines.push(text)
  }
  expect(await run(args, { cwd: '.', hasColour: false, columns: 200, out, err: out })).toBe(0)
  return lines.join('\n')
}
const overview = await helpOf('--help')
const commands = [...overview.matchAll(/^ {2}([a-z]+) {2,}/gm)].map(([, name = '']) => name)

test('the overview names every command', () => {
  expect(commands).toEqual([
    ...['diff', 'gate', 'changelog', 'rules', 'explain', 'verify', 'mock', 'tap', 'docs'],
    ...['init', 'adopt', 'build', 'scan'],
  ])
})

test.each([[], ...commands.map((command) => [command])])('the help fits in 80 columns: %s', async (...command) => {
  const text = await helpOf(...command, '--help')
  expect(text.split('\n').filter((line) => line.length > 80)).toEqual([])
  expect(text).toMatch(/^Usage: socket-canon/)
  expect(text.replaceAll(/\s+/g, ' ')).toMatch(/Exit codes: 0 /)
})

test('an option that is long to explain goes on below its words', () => {
  const table = optionTable([
    ['--json', 'a'.repeat(30)],
    ['--against REF', `${'word '.repeat(15)}end`],
  ])
  expect(table.split('\n')).toEqual([
    `  --json         ${'a'.repeat(30)}`,
    `  --against REF  ${'word '.repeat(11)}word`,
    '                 word word word end',
  ])
  expect(paragraph('word '.repeat(20).trim()).split('\n')).toHaveLength(2)
})
