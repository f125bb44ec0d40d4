import type { Namespace, Socket } from 'socket.io'
import { facts } from './facts.js'
import type { Fault } from './fault.js'
import { type TargetServer, targetServer } from './target-server.js'
import { decoded, isExpired, type User, verified } from './tokens.js'

type Answer = ((value: unknown) => void) | undefined

const aliases: Readonly<Record<string, readonly string[]>> = {
  'chat:message': ['new-message'],
  'order:new': ['order:created'],
  'order:updated': ['order:status-updated'],
  'dispatch:updated': ['dispatch:update', 'delivery:status_changed', 'delivery:completed'],
}
const ids = /^[^:\s]{1,128}$/

/** Starts a back end written by hand, with socket.io alone: the one of a team in its first week, right but for one fault. */
export async function rawServer(fault?: Fault): Promise<TargetServer> {
  const has = (name: Fault): boolean => fault === name
  const { io, listening } = targetServer(() => happen())
  const paths: Namespace[] = [
    ...(has('canonical namespace missing') ? [] : [io.of('/patient-pharmacy')]),
    ...(has('legacy namespace missing') ? [] : [io.of('/')]),
  ]
  if (has('legacy namespace missing')) io.of('/').use((_, next) => next(new Error('Invalid namespace')))
  if (has('any namespace opens')) io.of(/^\/canon-verify/).on('connection', () => undefined)
  for (const nsp of paths) serveOn(nsp)

  function serveOn(nsp: Namespace): void {
    const isLegacy = nsp.name === '/'
    const refused = (code: string, message = `Authentication: ${code}`): Error =>
      Object.assign(new Error(message), has('refused without a code') ? {} : { data: refusal(code) })
    const admit = (socket: Socket): Error | undefined => {
      const { auth, query } = socket.handshake
      const token = auth['token'] ?? (has('token read from the query') ? query['token'] : undefined)
      if (token === undefined) {
        const isOpen = has('no token is let in') || (isLegacy && has('no token is let in on the legacy path'))
        return isOpen ? undefined : refused('AUTH_MISSING')
      }
      const isDecoded = has('token decoded without its signature') && String(token).split('.').length === 3
      const user = isDecoded ? decoded(token) : verified(token)
      if (!user)
        return has('nonsense token is let in as a guest') && !String(token).startsWith('ey')
          ? undefined
          : refused('AUTH_INVALID')
      if (isExpired(user) && !has('expired token accepted'))
        return refused(has('expired token refused as invalid') ? 'AUTH_INVALID' : 'AUTH_EXPIRED')
      if (isLegacy && has('good token refused on the legacy path')) return refused('AUTH_INVALID')
      socket.data.user = user
      return undefined
    }
    nsp.use((socket, next) => (has('token checked after the connection') ? next() : next(admit(socket))))
    nsp.on('connection', (socket) => {
      if (has('token checked after the connection') && admit(socket)) {
        socket.disconnect()
        return
      }
      attend(socket, isLegacy)
    })
  }

  const refusal = (code: string, message = code, more: object = {}) => ({
    error: { code, message, retryable: false, ...more },
  })
  const others = (socket: Socket, room: string) =>
    has('typing echoed to the sender') ? socket.nsp.to(room) : socket.to(room)

  function attend(socket: Socket, isLegacy: boolean): void {
    const user: User = socket.data.user ?? { userId: 'guest', pharmacyId: 'none', chats: [], exp: 0 }
    if (!has('auto-join missing')) socket.join(`pharmacy:${user.pharmacyId}`)
    const prefix = has('wrong room prefix') ? 'room' : 'chat'
    const chatOf = (payload: unknown): string | undefined => {
      const { roomId } = Object(payload)
      return typeof roomId === 'string' && ids.test(roomId) ? roomId : undefined
    }
    const roomOf = (payload: unknown): string | undefined => {
      const { room } = Object(payload)
      return typeof room === 'string' && /^(pharmacy|dispatch|order):[^:\s]{1,128}$/.test(room) ? room : undefined
    }
    const unfit = (payload: unknown, ack: Answer): void => {
      if (has('stack trace in an error')) ack?.(refusal('PAYLOAD_INVALID', String(new Error('does not fit').stack)))
      else if (has('value repeated in an error'))
        ack?.(refusal('PAYLOAD_INVALID', `does not fit: ${JSON.stringify(payload)}`))
      else ack?.(refusal('PAYLOAD_INVALID'))
    }

    socket.on('join', (payload: unknown, ack: Answer) => {
      const room = roomOf(payload)
      if (!room) return has('bad payload not answered') ? undefined : unfit(payload, ack)
      if (room !== `pharmacy:${user.pharmacyId}` && !has('join not authorised')) return ack?.(refusal('ROOM_FORBIDDEN'))
      socket.join(room)
      if (!has('room joined but not answered')) ack?.({ room })
    })
    socket.on('leave', (payload: unknown, ack: Answer) => {
      const room = roomOf(payload)
      if (!room) return unfit(payload, ack)
      if (!has('leave ignored')) socket.leave(room)
      if (!has('leave not answered')) ack?.({ room })
    })
    socket.on('chat:join', (payload: unknown, ack: Answer) => {
      if (has('crash on a missing acknowledgement') && !ack) {
        // what `ack()` does to a process where nobody sent one
        void io.close()
        return
      }
      const roomId = chatOf(payload)
      if (!roomId) return unfit(payload, ack)
      const isAllowed = user.chats.includes(roomId) && !has('a chat that may be joined is refused')
      if (!isAllowed && !has('chat join not authorised')) return ack?.(refusal('ROOM_FORBIDDEN'))
      const room = `${prefix}:${roomId}`
      socket.join(room)
      if (isLegacy && !ack && !has('asker without acknowledgement not told')) socket.emit('room-joined', { roomId })
      if (has('chat joined but not answered')) return
      if (has('reply of another shape')) return ack?.({ success: true })
      ack?.({ room })
      if (has('answered and told of a refusal'))
        socket.emit('contract:refused', { event: 'chat:join', ...refusal('ROOM_FORBIDDEN') })
    })
    socket.on('chat:leave', (payload: unknown, ack: Answer) => {
      const roomId = chatOf(payload)
      if (!roomId) return has('bad payload granted') ? ack?.({ room: `${prefix}:none` }) : unfit(payload, ack)
      if (!has('chat leave ignored')) socket.leave(`${prefix}:${roomId}`)
      ack?.({ room: `${prefix}:${roomId}` })
    })
    socket.on('chat:typing', (payload: unknown, ack: Answer) => {
      const roomId = chatOf(payload)
      const { isTyping } = Object(payload)
      if (!roomId || typeof isTyping !== 'boolean') return unfit(payload, ack)
      const room = `${prefix}:${roomId}`
      const isOutside = !socket.rooms.has(room)
      if (isOutside && !has('typing taken from outside the chat')) return ack?.(refusal('ROOM_FORBIDDEN'))
      ack?.(undefined)
      if (isOutside || has('typing reaches nobody')) return
      const notice = has('typing without its user') ? { roomId, isTyping } : { roomId, userId: user.userId, isTyping }
      if (has('typing goes to everybody')) {
        for (const nsp of paths) nsp.except(socket.id).emit('chat:typing', notice)
        return
      }
      others(socket, room).emit('chat:typing', notice)
      if (has('typing stays on its path')) return
      for (const nsp of paths) if (nsp !== socket.nsp) nsp.to(room).emit('chat:typing', notice)
    })
    socket.on('contract:ping', (...args: unknown[]) => {
      const ack = args.at(-1)
      if (typeof ack === 'function') ack({ at: Date.now() })
    })
    socket.use(([name, ...args], next) => {
      if (socket.listenerCount(name) || has('unknown event hangs')) return next()
      const ack = args.at(-1)
      if (typeof ack === 'function') ack(refusal('EVENT_UNKNOWN'))
    })
    if (has('answered twice')) answerTwice(socket)
  }

  function happen(): void {
    const all = facts()
    for (const nsp of paths) {
      const isLegacy = nsp.name === '/'
      const isForAll = has('events go to everybody') || (isLegacy && has('events go to everybody on the legacy path'))
      const target = isForAll ? nsp : nsp.to('pharmacy:p1')
      const chat = isForAll ? nsp : nsp.to([`${has('wrong room prefix') ? 'room' : 'chat'}:c1`, 'pharmacy:p1'])
      for (const [name, fact] of Object.entries(all)) {
        const outlet = name === 'chat:message' ? chat : target
        const isOrder = name === 'order:new'
        const isLeft =
          isOrder &&
          ((has('canonical name missing') && !isLegacy) ||
            (has('canonical name missing on the legacy path') && isLegacy))
        if (!isLeft) outlet.emit(name, isOrder ? spoiled(fact) : fact)
        if (isOrder && has('event sent twice')) outlet.emit(name, fact)
        for (const alias of aliases[name] ?? []) {
          if (!isLegacy && !(isOrder && has('alias also on the canonical path'))) continue
          if (isOrder && has('alias missing')) continue
          if (alias === 'delivery:completed' && has('one of three aliases missing')) continue
          outlet.emit(alias, isOrder && has('missing field in an alias') ? { ...fact, status: undefined } : fact)
          if (isOrder && has('alias sent twice')) outlet.emit(alias, fact)
        }
      }
    }
  }

  const spoiled = (fact: object): object => {
    if (has('wrong field type')) return { ...fact, quantity: 'SENSITIVE-two' }
    if (has('extra secret field'))
      return { ...fact, patient: { ...Object(fact).patient, accessToken: 'SENSITIVE-ACCESS' } }
    return fact
  }

  return listening()
}

/** Writes every acknowledgement a second time, below what socket.io guards. */
function answerTwice(socket: Socket): void {
  const sender = socket as unknown as { packet(packet: { type: number }, options?: object): void }
  const send = sender.packet.bind(socket)
  sender.packet = (packet, options) => {
    send({ ...packet }, options)
    if (packet.type === 3) send({ ...packet }, options)
  }
}
