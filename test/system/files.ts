import * as z from 'zod/mini'
import { bytes, id } from '../../src/fields/index.js'
import { event, namespace, room } from '../../src/index.js'

const file = z.object({ name: id, content: bytes(100) })

/** The rooms of those who look at a folder. */
export const folderRoom = room('folder:{folderId}')

/** A contract with bytes. */
export const files = namespace('/files', {
  version: 1,
  rooms: [folderRoom],
  serverToClient: { 'file:added': event({ payload: file, to: [folderRoom], identity: ['name'] }) },
  clientToServer: {
    'file:put': event({ payload: file, reply: z.object({ content: bytes(100) }) }),
    'folder:watch': event({ payload: z.object({ folderId: id }), joins: [folderRoom] }),
  },
})
