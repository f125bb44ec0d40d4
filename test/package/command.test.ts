import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { manifest, node, packed, writeProject } from './project.js'

interface Shipped {
  package: { name: string; version: string }
  namespaces: { [path: string]: { serverToClient: { [name: string]: unknown } } }
}

const bin = join(packed.project, 'node_modules/.bin/socket-canon')
const shipped = join(packed.installed, 'contract.json')
const project = writeProject('command', { 'package.json': '{ "name": "socket-canon", "version": "0.0.0" }' })
copyFileSync(shipped, join(project, 'contract.json'))
const poorer = JSON.parse(readFileSync(shipped, 'utf8')) as Shipped
delete poorer.namespaces['/patient-pharmacy']?.serverToClient['order:new']
writeFileSync(join(project, 'poorer.json'), JSON.stringify(poorer))

test('the command of an installation is linked where npx finds it, and says what it does', async () => {
  expect(existsSync(bin)).toBe(true)
  expect(await node(project, bin, '--help')).toEqual({ code: 0, output: expect.stringContaining('gate ') })
  expect(await node(project, bin, '--version')).toEqual({ code: 0, output: `${manifest.version}\n` })
})

test('the command of an installation compares the shipped contract with another', async () => {
  expect((await node(project, bin, 'diff', 'contract.json', shipped)).code).toBe(0)
  const { code, output } = await node(project, bin, 'diff', shipped, 'poorer.json')
  expect({ code, output }).toEqual({
    code: 1,
    output: expect.stringMatching(/E03 {2}\/patient-pharmacy order:new[\s\S]*old clients on new servers/),
  })
  expect((await node(project, bin, 'diff', 'none.json', shipped)).code).toBe(2)
})

test('the command of an installation lets a package pass that was never released', async () => {
  expect(await node(project, bin, 'gate')).toEqual({ code: 0, output: expect.stringContaining('was never released') })
})
