import { userRoom } from '../../../src/realtime.js'
import { afterwards } from '../../ends/afterwards.js'
import { listening } from '../../ends/server.js'
import { next } from '../../ends/waiting.js'
import type { Block, Right, Seen } from '../cell.js'
import { during } from '../during.js'
import { answerMarkers, settled } from '../marker.js'
import { reconnected } from '../new-end.js'
import { connection, refusalsOf } from '../refusals.js'
import { newNetworkServer } from './new-server.js'
import { type OldChatPage, oldChatPage } from './old-clients.js'

const staysOld = 'old names are sent on the old path only: a page that knows no others stays there'
const isOff = 'without `legacy` nothing of old is read: no query, no old name'
const isLeftAlone = 'without `legacy` the old path is not served'
const readsError = 'it is told by `contract:refused`, and the page reads `ERROR`'
const notDescribed = 'no contract describes it, on purpose; the page takes no notice'

/** Lists what is right for the chat page, by where it is. */
function right(path: string, legacy: boolean): Right {
  if (!legacy)
    return path === '/ws'
      ? { 'gets in': ['refused: Invalid namespace', isLeftAlone] }
      : { 'gets in': ['refused: AUTH_MISSING', isOff] }
  const here = (words: string, elsewhere: string): Right[string] => (path === '/ws' ? words : [elsewhere, staysOld])
  return {
    'gets in': here('connected', 'refused: AUTH_MISSING'),
    'is told CONNECTION_SUCCESS': here('heard once as CONNECTION_SUCCESS', 'heard never'),
    'its message is confirmed': 'confirmed',
    'bubbles of its message': '1',
    'the receiver hears the message': here('heard once as NEW_MESSAGE', 'heard never'),
    'the receiver sees it typed': here('heard once as USER_TYPING', 'heard never'),
    'the receiver read it': here('shown', 'not shown'),
    'it edits its message': here('shown', 'not shown'),
    'it deletes its message': here('shown', 'not shown'),
    'somebody comes online': here('ONLINE', 'heard never'),
    'a request to connect is from': here('Ada Obi', 'heard never'),
    'a message that is refused': ['PAYLOAD_INVALID', readsError],
    'it sends PING': ['EVENT_UNKNOWN', notDescribed],
    'again: the receiver hears a message': here('heard once as NEW_MESSAGE', 'heard never'),
  }
}

/** Lists where the chat page of old meets a new server. */
export const chatPageCells: readonly Block[] = ['/ws', '/messaging'].flatMap((path) =>
  [true, false].map((legacy) => ({
    system: 'network' as const,
    pair: 'old client, new server' as const,
    path: `${path} (the chat page)`,
    legacy,
    right: right(path, legacy),
    see: async () => ({
      'gets in': await seeLogin(path, legacy),
      ...(legacy && (await see(path))),
    }),
  })),
)

function open(url: string, path: string, which: 1 | 2): OldChatPage {
  const manager = { reconnectionDelay: 5, reconnectionDelayMax: 20 }
  const page = oldChatPage({ url, path, userId: `user_${which}`, token: `token_${which}`, manager })
  afterwards(() => page.socket.disconnect())
  return page
}

async function seeLogin(path: string, legacy: boolean): Promise<string> {
  const { io, url } = await listening()
  newNetworkServer(io, legacy)
  return connection(open(url, path, 1).socket)
}

/** Looks at the rest; off the old path with a server that reads the query by a line of its own. */
async function see(path: string): Promise<Seen> {
  const { io, url } = await listening()
  const server = newNetworkServer(io, true, path !== '/ws')
  answerMarkers(io, path)
  const writer = open(url, path, 1)
  const reader = open(url, path, 2)
  await Promise.all([next(writer.socket, 'connect'), next(reader.socket, 'connect')])
  await settled(writer.socket, reader.socket)
  const refusals = refusalsOf(writer.socket)
  const told = await during(writer, () => {}, 'CONNECTION_SUCCESS')
  const isWelcome = writer.heard.some(([name]) => name === 'CONNECTION_SUCCESS')
  const heard = await during(reader, async () => {
    writer.send('user_2', 'Thanks for connecting!')
    await settled(writer.socket)
  })
  const [bubble] = writer.bubbles
  const sent = {
    'is told CONNECTION_SUCCESS': isWelcome ? 'heard once as CONNECTION_SUCCESS' : told,
    'its message is confirmed': bubble?.isConfirmed ? 'confirmed' : 'unconfirmed',
    'bubbles of its message': String(writer.bubbles.length),
    'the receiver hears the message': heard,
    'the receiver sees it typed': await during(reader, async () => {
      writer.type('user_2')
      await settled(writer.socket)
    }),
    ...(await seeChanges(writer, reader)),
    ...(await seePresence(writer, server)),
  }
  refusals.length = 0
  writer.send('user_2', '')
  await settled(writer.socket)
  const [empty = 'taken'] = refusals.splice(0)
  writer.ping()
  await settled(writer.socket)
  const [ping = 'taken'] = refusals
  await reconnected(io, path, reader.socket)
  return {
    ...sent,
    'a message that is refused': empty,
    'it sends PING': ping,
    'again: the receiver hears a message': await during(reader, async () => {
      writer.send('user_2', 'Are you there?')
      await settled(writer.socket)
    }),
  }
}

async function seeChanges(writer: OldChatPage, reader: OldChatPage): Promise<Seen> {
  // whichever bubble has an id, for without one nothing can be changed
  const bubble = writer.bubbles.find(({ id }) => id !== undefined)
  const id = bubble?.id ?? 'msg_1'
  reader.markRead(id)
  await settled(reader.socket, writer.socket)
  writer.edit(id, 'Thank you for connecting!')
  await settled(writer.socket)
  const isEdited = bubble?.content === 'Thank you for connecting!' && bubble.editedAt !== undefined
  writer.remove(id)
  await settled(writer.socket)
  const shown = (is: boolean) => (is ? 'shown' : 'not shown')
  return {
    'the receiver read it': shown(bubble?.readAt !== undefined),
    'it edits its message': shown(isEdited),
    'it deletes its message': shown(bubble?.deletedAt !== undefined),
  }
}

async function seePresence(writer: OldChatPage, { presence }: ReturnType<typeof newNetworkServer>): Promise<Seen> {
  const last = (name: string) => writer.heard.findLast((each) => each[0] === name)?.[1] as Record<string, unknown>
  const at = new Date().toISOString()
  presence.emit('presence:update', { userId: 'user_2', status: 'online', timestamp: at })
  presence.to(userRoom('user_1')).emit('connection:request', {
    id: 'conn_1',
    requester: { id: 'user_2', name: 'Ada Obi' },
    recipientId: 'user_1',
    status: 'PENDING',
    createdAt: at,
  })
  await settled(writer.socket)
  const request = last('CONNECTION_REQUEST')
  const { name } = Object(request?.['sender']) as { name?: string }
  return {
    'somebody comes online': String(last('USER_STATUS_CHANGE')?.['status'] ?? 'heard never'),
    'a request to connect is from': request ? (name ?? 'nobody') : 'heard never',
  }
}
