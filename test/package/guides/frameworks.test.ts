import { writeFileSync } from 'node:fs'
import type { Server as HttpServer, IncomingMessage } from 'node:http'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createEnvironmentInjector, runInInjectionContext } from '@angular/core'
import type { Server } from 'socket.io'
import type { Socket } from 'socket.io-client'
import { get } from 'svelte/store'
import ts from 'typescript'
import { expect, test, vi } from 'vitest'
import { effectScope } from 'vue'
import type { Client } from '../../../src/client/index.js'
import { type PatientPharmacy, pharmacyRoom } from '../../../src/patient-pharmacy.js'
import { afterwards } from '../../ends/afterwards.js'
import { plainServer } from '../../ends/server.js'
import { client as plainClient, socketTo } from '../../ends/sockets.js'
import { next, until } from '../../ends/waiting.js'
import { node } from '../project.js'
import { guideOf } from './guide.js'

const guide = guideOf('frameworks', [
  'vue',
  'svelte',
  '@angular/core',
  'rxjs',
  'tslib',
  'solid-js',
  'express',
  'fastify',
])
const moved = { id: 'o1', status: 'CONFIRMED', updatedAt: '2024-12-20T10:35:00Z' }

const installed = (entry: string) =>
  import(pathToFileURL(join(guide.project, `node_modules/socket-canon/dist/esm/${entry}.js`)).href)

/** Opens a server that imports nothing of ours, and a client of the package as it is installed. */
async function ends() {
  const { io, url } = await plainServer()
  const served = io.of('/patient-pharmacy')
  const left: string[] = []
  served.on('connection', (socket) => {
    socket.on('join', ({ room }, ack) => ack({ room }))
    socket.on('leave', ({ room }, ack) => {
      left.push(room)
      ack({ room })
    })
  })
  const { connect } = await installed('client/index')
  const { patientPharmacy } = await installed('patient-pharmacy')
  const client: Client<PatientPharmacy> = connect(socketTo(url, '/patient-pharmacy'), patientPharmacy)
  afterwards(() => client.close())
  await until(client, 'status', 'connected')
  return { client, served, left, socket: client.socket }
}

type Parts = Readonly<Record<string, (...args: readonly unknown[]) => unknown>>

test('Vue: an event, a room and the status live as long as their scope', async () => {
  const { client, served, left } = await ends()
  const { useEvent, useRoom, useStatus } = guide.run('vue') as Parts
  const heard = vi.fn()
  const scope = effectScope()
  const { status, joined } = scope.run(() => {
    useEvent?.(client, 'order:updated', heard)
    return { status: useStatus?.(client), ...(useRoom?.(client, pharmacyRoom('p1')) as object) }
  }) as { status: { value: string }; joined: { value: boolean } }
  await vi.waitFor(() => expect([status.value, joined.value]).toEqual(['connected', true]))
  served.emit('order:updated', moved)
  await vi.waitFor(() => expect(heard).toHaveBeenCalledWith(moved))
  scope.stop()
  await endsWith(client, served, left, heard)
})

test('Svelte: stores follow while somebody looks', async () => {
  const { client, served, left } = await ends()
  const { statusOf, isIn, following } = guide.run('svelte') as Parts
  const heard = vi.fn((held: unknown, payload: unknown) => [...(held as unknown[]), payload])
  const [status, joined, orders] = [
    statusOf?.(client),
    isIn?.(client, pharmacyRoom('p1')),
    following?.(client, 'order:updated', [], heard),
  ].map((store) => {
    const shown: unknown[] = []
    const stop = (store as { subscribe(run: (value: unknown) => void): () => void }).subscribe((value) =>
      shown.push(value),
    )
    return { shown, stop, store }
  })
  await vi.waitFor(() => expect(joined?.shown).toEqual([false, true]))
  served.emit('order:updated', moved)
  await vi.waitFor(() => expect(orders?.shown.at(-1)).toEqual([moved]))
  expect(get(status?.store as never)).toBe('connected')
  for (const each of [status, joined, orders]) each?.stop()
  await endsWith(client, served, left, heard)
})

test('Angular: signals end with what injects them', async () => {
  const { client, served, left } = await ends()
  const { onEvent, roomSignal, statusSignal } = guide.run('angular') as Parts
  const heard = vi.fn()
  const injector = createEnvironmentInjector([], null as never)
  const [joined, status] = runInInjectionContext(injector, () => {
    onEvent?.(client, 'order:updated', heard)
    return [roomSignal?.(client, pharmacyRoom('p1')), statusSignal?.(client)]
  }) as [() => boolean, () => string]
  await vi.waitFor(() => expect([joined(), status()]).toEqual([true, 'connected']))
  served.emit('order:updated', moved)
  await vi.waitFor(() => expect(heard).toHaveBeenCalledWith(moved))
  injector.destroy()
  await endsWith(client, served, left, heard)
})

/** Looks that nothing is heard and no room is kept any more. */
async function endsWith(
  client: Client<PatientPharmacy>,
  served: { emit(name: string, payload: object): unknown },
  left: string[],
  heard: { readonly mock: { readonly calls: unknown[] } },
) {
  const { length } = heard.mock.calls
  const later = next(client.socket as Socket, 'order:new')
  served.emit('order:updated', { ...moved, status: 'DISPATCHED' })
  served.emit('order:new', {})
  await later
  expect(heard.mock.calls).toHaveLength(length)
  await vi.waitFor(() => expect(left).toEqual(['pharmacy:p1']))
}

test('Solid: signals end with their owner', async () => {
  const { io, url } = await plainServer()
  const left = vi.fn()
  io.of('/patient-pharmacy').on('connection', (socket) => {
    socket.on('join', ({ room }, ack) => {
      ack({ room })
      socket.emit('order:updated', moved)
    })
    socket.on('leave', left)
  })
  // in Node its own name leads to what renders on a server, where nothing reacts
  const code = guide.codeOf('solid').replace("'solid-js'", "'solid-js/dist/solid.js'")
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  })
  writeFileSync(join(guide.project, 'solid.mjs'), outputText)
  writeFileSync(join(guide.project, 'solid-page.mjs'), solidPage)
  const { output } = await node(guide.project, 'solid-page.mjs', url)
  expect(output).toBe('connecting false, connected false, connected true, CONFIRMED\n')
  expect(left).toHaveBeenCalledOnce()
})

const solidPage = `
import { createEffect, createRoot } from 'solid-js/dist/solid.js'
import { io } from 'socket.io-client'
import { connect } from 'socket-canon/client'
import { patientPharmacy, pharmacyRoom } from 'socket-canon/patient-pharmacy'
import { createListener, createRoom, createStatus } from './solid.mjs'

const client = connect(io(process.argv[2] + '/patient-pharmacy', { autoConnect: false, transports: ['websocket'] }), patientPharmacy)
const told = []
const dispose = createRoot((dispose) => {
  const status = createStatus(client)
  const joined = createRoom(client, pharmacyRoom('p1'))
  createEffect(() => told.push(status() + ' ' + joined()))
  createListener(client, 'order:updated', (order) => {
    told.push(order.status)
    finish()
  })
  return dispose
})
function finish() {
  setTimeout(() => {
    dispose()
    setTimeout(() => client.close(), 100)
    console.log([...told.filter((each) => each !== 'CONFIRMED'), 'CONFIRMED'].join(', '))
  }, 50)
}
`

const userOf = async (token: unknown) => (token === 'u1' ? { id: 'u1', pharmacies: ['p1'] } : undefined)

/** Holds a server to what the guide says: who is let in where, and that a route is heard. */
async function tryServer(url: string) {
  const refused = plainClient(url, '/patient-pharmacy', { auth: { token: 'nobody' } })
  expect(await next<Error>(refused, 'connect_error')).toMatchObject({ data: { error: { code: 'AUTH_INVALID' } } })
  const socket = plainClient(url, '/patient-pharmacy', { auth: { token: 'u1' } })
  await next(socket, 'connect')
  expect(await socket.emitWithAck('join', { room: 'pharmacy:p2' })).toMatchObject({ error: { code: 'ROOM_FORBIDDEN' } })
  expect(await socket.emitWithAck('join', { room: 'pharmacy:p1' })).toEqual({ room: 'pharmacy:p1' })
  const heard = next<object>(socket, 'order:updated')
  const answer = await new Promise<IncomingMessage>((resolve, reject) =>
    request(`${url}/pharmacies/p1/orders/o1/confirm`, { method: 'POST' }, resolve).on('error', reject).end(),
  )
  answer.resume()
  expect(answer.statusCode).toBe(204)
  expect(await heard).toMatchObject({ id: 'o1', status: 'CONFIRMED' })
  socket.disconnect()
}

test('Express: a route tells what happened', async () => {
  const { http, io } = guide.run('express', { userOf }) as { http: HttpServer; io: Server }
  afterwards(() => io.close())
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  await tryServer(`http://127.0.0.1:${(http.address() as AddressInfo).port}`)
})

test('Fastify: a route tells what happened, and the application closes', async () => {
  const { app } = guide.run('fastify', { userOf }) as {
    app: { listen(at: object): Promise<string>; close(): Promise<void> }
  }
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  await tryServer(url)
  const left = plainClient(url, '/patient-pharmacy', { auth: { token: 'u1' } })
  await next(left, 'connect')
  const gone = next(left, 'disconnect')
  await app.close()
  await gone
})

test('every block of the guide is run here, or by the tests of its server', () => {
  expect([...guide.left]).toEqual(['app/page.tsx'])
})
