import { beforeAll, expect, test } from 'vitest'
import type { PatientPharmacy } from '../../src/patient-pharmacy.js'
import { compile, compilers, load, writeProject } from './project.js'

const contract = load('socket-canon/patient-pharmacy')['patientPharmacy'] as PatientPharmacy
const down = Object.values(contract.serverToClient)
const up = Object.values(contract.clientToServer)
const names = (events: readonly { name: string }[]) => events.map(({ name }) => name).sort()
const heard = names(down)
const inChats = names(down.filter(({ to }) => to.some(({ pattern }) => pattern === 'chat:{roomId}')))
const asked = names(up.filter(({ reply }) => reply))
const told = names(up.filter(({ reply }) => !reply))

const imports = `
import type { Client } from 'socket-canon/client'
import { chatRoom, type PatientPharmacy, patientPharmacy } from 'socket-canon/patient-pharmacy'
import { useEvent, useRequest } from 'socket-canon/react'
import type { Context, Sender, Served } from 'socket-canon/server'
declare const served: Served<PatientPharmacy>
declare const sender: Sender<PatientPharmacy>
declare const context: Context<PatientPharmacy, undefined>
declare const client: Client<PatientPharmacy>
`
const misuses: [code: string, allowed: string[]][] = [
  ["served.to(chatRoom('r1')).emit('mistyped', {})", inChats],
  ["sender.to(chatRoom('r1')).emit('mistyped', {})", inChats],
  ["context.to(chatRoom('r1')).emit('mistyped', {})", inChats],
  ["context.emit('mistyped', {})", heard],
  ["served.on('mistyped', () => {})", names(up)],
  ["client.on('mistyped', () => {})", heard],
  ["client.emit('mistyped', {})", told],
  ["void client.request('mistyped', {})", asked],
  ["useEvent(patientPharmacy, 'mistyped', () => {})", heard],
  ["useRequest(patientPharmacy, 'mistyped')", asked],
]

let folder: string
beforeAll(() => {
  const code = [imports.trim(), ...misuses.map(([line]) => line)].join('\n')
  const links = ['socket.io', 'socket.io-client', '@types/node', 'undici-types', 'react', '@types/react', 'csstype']
  folder = writeProject('compile-errors', { 'misuse.mts': code }, links)
})

test('the compile error for a mistyped event has events to list, of each kind others', () => {
  const kinds = [heard, inChats, asked, told].map((kind) => kind.join())
  expect(new Set(kinds).size).toBe(kinds.length)
  expect(kinds).not.toContain('')
})

test.concurrent.for(Object.entries(compilers))(
  'the compile error for a mistyped event lists the events that may stand there, with TypeScript %s',
  async ([, compiler]) => {
    const options = {
      target: 'ES2022',
      lib: ['ES2022', 'DOM'],
      module: 'NodeNext',
      types: ['node'],
      skipLibCheck: true,
    }
    const { output } = await compile(folder, compiler, options, ['misuse.mts'])
    const listed = output
      .split('\n')
      .filter((line) => line.includes('error TS'))
      .map((line) => line.match(/'"mistyped"' is not assignable to parameter of type '(.*)'\.$/)?.[1] ?? line)
      // each release has an order of its own
      .map((union) => union.replaceAll('"', '').split(' | ').sort())
    expect(listed).toEqual(misuses.map(([, allowed]) => allowed))
  },
)
