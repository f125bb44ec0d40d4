import type { Server } from 'socket.io'
import { describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { connect } from '../../src/client/index.js'
import { bytes, id } from '../../src/fields/index.js'
import { aliases, event, namespace, room } from '../../src/index.js'
import { serve } from '../../src/server/index.js'
import { away, comeBack, cut, endOf, recovering, returning } from '../ends/absence.js'
import { listening } from '../ends/server.js'
import { declaring, client as plainClient, settled } from '../ends/sockets.js'
import { gathering, next, until } from '../ends/waiting.js'
import { ways } from '../ends/way.js'

const path = '/files'
const folderRoom = room('folder:{folderId}')
const file = z.object({ folderId: id, name: id, content: bytes(200_000) })
const files = namespace(path, {
  version: 1,
  legacyPath: '/',
  rooms: [folderRoom],
  serverToClient: {
    'file:added': event({ payload: file, to: [folderRoom], identity: ['folderId', 'name'] }),
    'file:parts': event({ payload: z.object({ parts: z.array(bytes(4)) }), to: [folderRoom] }),
  },
  clientToServer: {
    'file:put': event({ payload: file, reply: z.object({ size: z.number(), thumbnail: bytes(16) }) }),
    'folder:watch': event({ payload: z.object({ folderId: id }), joins: [folderRoom] }),
  },
})
const filesAliases = aliases<typeof files>()({
  serverToClient: { 'file.new': { of: 'file:added', rename: { folder: 'folderId' } } },
  clientToServer: {},
})

/** A view over a part of a larger buffer, of which the rest is nobody's business. */
function part(...content: readonly number[]): Uint8Array {
  return Uint8Array.of(255, ...content, 255).subarray(1, 1 + content.length)
}

/** Tells what an application was handed: its class, its bytes, and how large its buffer is. */
function told(content: unknown): unknown {
  const held = content as Uint8Array
  return [Object.getPrototypeOf(held) === Uint8Array.prototype, [...held], held.buffer.byteLength]
}

function served(io: Server) {
  const puts: unknown[] = []
  const folders = serve(io, files, { aliases: filesAliases, legacy: true, mayJoin: () => true })
  folders.on('file:put', ({ content }) => {
    puts.push(told(content))
    return { size: content.length, thumbnail: content.subarray(0, 2) }
  })
  return { folders, puts }
}

describe.each(ways.map((way) => [way.name, way] as const))('bytes over %s', (_, way) => {
  test('both ends are handed a plain Uint8Array of what was sent, and nothing else of its buffer', async () => {
    const { io, socket } = await way.ends()
    const { folders, puts } = served(io)
    const client = connect(socket(path), files)
    const heard = gathering<unknown>()
    client.on('file:added', ({ content }) => heard.add(told(content)))
    client.on('file:parts', ({ parts }) => heard.add(parts.map(told)))
    await client.join(folderRoom('f1')).joined
    const { size, thumbnail } = await client.request('file:put', { folderId: 'f1', name: 'a', content: part(1, 2, 3) })
    expect([size, told(thumbnail)]).toEqual([3, [true, [1, 2], 2]])
    expect(puts).toEqual([[true, [1, 2, 3], 3]])
    const to = folders.to(folderRoom('f1'))
    to.emit('file:added', { folderId: 'f1', name: 'b', content: part(4, 5) })
    to.emit('file:added', { folderId: 'f1', name: 'c', content: Buffer.from([6]) })
    to.emit('file:parts', { parts: [part(7), new Uint8Array(0)] })
    expect(await heard.have(3)).toEqual([
      [true, [4, 5], 2],
      [true, [6], 1],
      [
        [true, [7], 1],
        [true, [], 0],
      ],
    ])
  })

  test('what waits is what it was when it was given, and too much is refused by its count', async () => {
    const { io, socket } = await way.ends()
    const { puts } = served(io)
    const client = connect(socket(path), files)
    const content = Uint8Array.of(1, 2)
    const answered = client.request('file:put', { folderId: 'f1', name: 'a', content })
    content.fill(9)
    await answered
    expect(puts).toEqual([[true, [1, 2], 2]])
    const wire = socket(path, { auth: declaring([path, 1]) })
    wire.connect()
    const reply = await wire.emitWithAck('file:put', { folderId: 'f1', name: 'a', content: new Uint8Array(200_001) })
    expect(reply).toMatchObject({
      error: { code: 'PAYLOAD_INVALID', issues: [{ path: ['content'], expected: 'at most 200000 bytes' }] },
    })
    const text = await wire.emitWithAck('file:put', { folderId: 'f1', name: 'a', content: 'AQI=' })
    expect(text).toMatchObject({ error: { issues: [{ path: ['content'], expected: 'bytes' }] } })
    expect(puts).toHaveLength(1)
  })
})

describe.each(ways.slice(0, 2).map((way) => [way.name, way] as const))('bytes beside raw ends over %s', (_, way) => {
  test('a raw client sends a Buffer and hears one, under the legacy name and under that of today', async () => {
    const { io, socket } = await way.ends()
    const { folders, puts } = served(io)
    for (const [at, auth, name, folder] of [
      ['/', {}, 'file.new', 'folder'],
      [path, declaring([path, 1]), 'file:added', 'folderId'],
    ] as const) {
      const wire = socket(at, { auth, forceNew: true })
      wire.connect()
      await wire.emitWithAck('folder:watch', { folderId: 'f1' })
      const heard = next(wire, name)
      folders.to(folderRoom('f1')).emit('file:added', { folderId: 'f1', name: 'a', content: part(1, 2) })
      expect(await heard).toEqual({ [folder]: 'f1', name: 'a', content: Buffer.from([1, 2]) })
      const sent = { folderId: 'f1', name: 'a', content: Buffer.from('AwQ=', 'base64'), undeclared: null }
      expect(await wire.emitWithAck('file:put', sent)).toEqual({ size: 2, thumbnail: Buffer.from([3, 4]) })
    }
    expect(puts).toEqual([
      [true, [3, 4], 2],
      [true, [3, 4], 2],
    ])
  })

  test('a raw server is heard under either name, and so are fields that it sends as null', async () => {
    const { io, socket } = await way.ends()
    io.of(path).on('connection', (end) => {
      end.on('file:put', ({ content }: { content: Buffer }, reply: (said: object) => void) => {
        reply({ size: content.length, thumbnail: Buffer.concat([content, content]) })
      })
      end.emit('file.new', { folder: 'f1', name: 'a', content: Buffer.from('AQI=', 'base64') })
      end.emit('file:added', { folderId: 'f1', name: 'b', content: Buffer.from([3]), owner: null })
    })
    const client = connect(socket(path), files, { legacy: true, aliases: filesAliases })
    const heard = gathering<unknown>()
    client.on('file:added', ({ content }) => heard.add(told(content)))
    expect(await heard.have(2)).toEqual([
      [true, [1, 2], 2],
      [true, [3], 1],
    ])
    const { thumbnail } = await client.request('file:put', { folderId: 'f1', name: 'a', content: part(7) })
    expect(told(thumbnail)).toEqual([true, [7, 7], 2])
  })

  test('what was missed comes after a recovery, with its bytes', async () => {
    const { io, url } = await listening(recovering)
    const { folders } = served(io)
    const transport = way.name as 'polling'
    const socket = plainClient(url, path, { transport, ...returning, auth: declaring([path, 1]) })
    const client = connect(socket, files)
    await until(client, 'status', 'connected')
    const heard = gathering<unknown>()
    client.on('file:added', ({ content }) => heard.add(told(content)))
    await client.join(folderRoom('f1')).joined
    const to = folders.to(folderRoom('f1'))
    to.emit('file:added', { folderId: 'f1', name: 'a', content: part(1) })
    await heard.have(1)
    const back = away(socket)
    await cut(endOf(io, path, socket), socket)
    to.emit('file:added', { folderId: 'f1', name: 'b', content: part(2, 3) })
    await comeBack(socket, back)
    await settled(socket)
    expect([socket.recovered, heard.all]).toEqual([
      true,
      [
        [true, [1], 1],
        [true, [2, 3], 2],
      ],
    ])
  })
})
