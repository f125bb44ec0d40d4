import type { Server } from 'socket.io'
import type { Socket } from 'socket.io-client'
import { vi } from 'vitest'
import type { Client } from '../../../src/client/index.js'
import type { PatientPharmacy } from '../../../src/patient-pharmacy.js'
import type { Sender } from '../../../src/server/index.js'
import { cut, endOf } from '../../ends/absence.js'
import { afterwards } from '../../ends/afterwards.js'
import { next } from '../../ends/waiting.js'
import { settled } from '../../field/marker.js'
import { type PharmacyPage, pharmacyPage } from '../../field/pharmacy/old-client.js'
import { guideOf } from './guide.js'

/** The page whose blocks these tests run. */
export const guide = guideOf('pharmacy')

const users: Readonly<Record<string, { id: string; pharmacyId: string; exp: number }>> = {
  pharmacist: { id: 'user_1', pharmacyId: 'pharmacy_1', exp: 4_000_000_000 },
  stranger: { id: 'user_2', pharmacyId: 'pharmacy_2', exp: 4_000_000_000 },
}

/** Reads a token, and throws as jsonwebtoken does where it is nobody's. */
export async function verifyJwt(token: unknown): Promise<unknown> {
  const user = users[String(token)]
  if (!user) throw Object.assign(new Error('jwt malformed'), { name: 'JsonWebTokenError' })
  return user
}

const rooms = ['chat:room_1', 'order:order_1']
const mayEnter = async (user: { id: string }, room: string): Promise<boolean> =>
  user.id === 'user_1' && rooms.includes(room)

/** A server of the page. */
interface ServedPage {
  readonly pharmacy: Sender<PatientPharmacy>
  readonly needOldPath: ReadonlySet<string>
}

/** Serves as a block of the page does. */
export function serveBy(mark: 'serve' | 'withdrawn', io: Server): ServedPage {
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  const made = guide.run(mark, { io, verifyJwt, mayEnter }) as unknown as ServedPage & { pharmacy: { close(): void } }
  afterwards(() => made.pharmacy.close())
  return made
}

/** The functions of the page that send. */
export interface Sends {
  sendMessage(message: object): void
  sendOrder(order: object): void
  sendMove(pharmacyId: string, order: object): void
  sendDelivery(pharmacyId: string, dispatch: object): void
}

/** Makes what sends by a block of the page. */
export const sendsBy = (mark: 'send' | 'whole', given: object): Sends =>
  guide.run(mark, { ...given }) as unknown as Sends

/** Opens a page from before. */
export function oldPage(url: string, path: string, token = 'pharmacist'): PharmacyPage {
  const manager = { reconnectionDelay: 5, reconnectionDelayMax: 20 }
  const pause = () => settled(page.socket)
  const page = pharmacyPage({ url, path, token, legacyEvents: true, pause, manager })
  afterwards(() => page.socket.disconnect())
  return page
}

/** A page of the guide, and what its functions were called with. */
export interface NewPage {
  readonly pharmacy: Client<PatientPharmacy>
  readonly socket: Socket
  readonly session: { token: string }
  readonly called: string[]
}

/** Opens a page by a block of the guide. */
export function newPage(url: string, path: string, legacyEvents: boolean, token = 'pharmacist'): NewPage {
  vi.stubEnv('NEXT_PUBLIC_SOCKET_URL', url)
  vi.stubEnv('NEXT_PUBLIC_SOCKET_NAMESPACE', path)
  vi.stubEnv('NEXT_PUBLIC_ENABLE_LEGACY_EVENTS', String(legacyEvents))
  const called: string[] = []
  const session = { token }
  const goToLogin = () => void called.push('login')
  const loadAgain = () => void called.push('load')
  const made = guide.run('page', { session, goToLogin, loadAgain }) as unknown as Omit<NewPage, 'called' | 'session'>
  made.socket.io.reconnectionDelay(5)
  afterwards(() => {
    made.pharmacy.close()
    made.socket.disconnect()
  })
  return { ...made, called, session }
}

/** Breaks the connection of an end below Socket.IO, and waits until it came back by itself. */
export async function reconnected(io: Server, path: string, socket: Socket): Promise<void> {
  const back = next(socket, 'connect')
  await cut(endOf(io, path, socket), socket)
  await back
  await settled(socket)
}
