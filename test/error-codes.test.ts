import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { errorCodes } from '../src/spec/error-codes.js'

const folders = ['contract', 'guards', 'server', 'client', 'react', 'migration']
const declaring = ['contract/error.ts', 'contract/wire/refusal.ts']
const sources = folders
  .flatMap((folder) =>
    readdirSync(join('src', folder), { recursive: true }).map((file) => `${folder}/${file}`.replaceAll('\\', '/')),
  )
  .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test') && !declaring.includes(file))
  .map((file) => readFileSync(join('src', file), 'utf8'))
  .join('\n')

/** Lists the codes that stand where an error or a refusal is made. */
const made = [
  ...sources.matchAll(/(?:ContractError|ValidationError)<'([A-Z_]+)'>/g),
  ...sources.matchAll(/RefusalError\((?:[^()']|'' )*?'([A-Z_]+)'/g),
  ...sources.matchAll(/\bcode: '([A-Z_]+)'/g),
].map(([, code]) => code as string)

test('every code that is thrown or sent is described, in contract.json too', () => {
  const { protocol } = JSON.parse(readFileSync('contract.json', 'utf8'))
  expect([...new Set(made)].filter((code) => !Object.hasOwn(errorCodes, code))).toEqual([])
  expect(Object.keys(protocol.errorCodes).sort()).toEqual(Object.keys(errorCodes).sort())
})

test('every code that is described is thrown or sent somewhere', () => {
  expect(new Set(made).size).toBeGreaterThan(15)
  expect(Object.keys(errorCodes).filter((code) => !sources.includes(`'${code}'`))).toEqual([])
})

test('a code has a remedy, and the codes that travel are those that servers refuse with', () => {
  const known = Object.entries(errorCodes)
  expect(known.filter(([, { remedy }]) => !/\S.*\.$/.test(remedy ?? '')).map(([code]) => code)).toEqual([])
  const served = readdirSync('src/server', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.includes('.test'))
    .map((file) => readFileSync(join('src/server', file), 'utf8'))
    .join('\n')
  // at a connection that is gone nobody hears it
  const sent = Object.keys(errorCodes).filter((code) => served.includes(`'${code}'`) && code !== 'DISCONNECTED')
  const travelling = known.filter(([, { travels = [] }]) => travels.length > 0).map(([code]) => code)
  expect(travelling.sort()).toEqual(sent.sort())
})
