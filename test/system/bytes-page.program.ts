// The page of bytes-page.test.ts: it answers every file with the bytes that it was handed, and tells of what class they were.
import { io } from 'socket.io-client'
import { connect } from '../../src/client/index.js'
import { files, folderRoom } from './files.js'

const transport = new URLSearchParams(location.search).get('transport') ?? 'websocket'
const socket = io('/files', { autoConnect: false, forceNew: true, transports: [transport] })
const client = connect(socket, files)
client.on('file:added', async ({ name, content }) => {
  const isPlain = Object.getPrototypeOf(content) === Uint8Array.prototype
  const whole = Uint8Array.of(255, ...content, 255)
  // a view, whose buffer holds more
  const reply = await client.request('file:put', { name, content: whole.subarray(1, -1) })
  const told = { isPlain, held: [...content], buffer: content.buffer.byteLength, reply: [...reply.content] }
  const isReplyPlain = Object.getPrototypeOf(reply.content) === Uint8Array.prototype
  document.body.append(
    Object.assign(document.createElement('p'), { textContent: JSON.stringify({ ...told, isReplyPlain }) }),
  )
})
void client.join(folderRoom('f1')).joined.then(() => {
  document.body.dataset['state'] = 'in'
})
