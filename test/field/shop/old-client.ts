import { io, type ManagerOptions, type Socket } from 'socket.io-client'

/** A page of the shop from before the contract. */
export interface OldShopPage {
  readonly socket: Socket
  readonly heard: [name: string, payload: unknown][]
  send(name: string, payload: unknown): void
}

/** What the generations called their events, by path. */
const names: Readonly<Record<string, readonly string[]>> = {
  '/appointments': [
    'pending_count',
    'pending_count_updated',
    'today_appointments',
    'today_appointments_updated',
    'dashboard_schedule_updated',
    'appointments_list',
    'appointment_created',
    'appointment_update',
  ],
  '/workflow': [
    'board_update',
    'board_updated',
    'workflow_update',
    'card_move',
    'card_moved',
    'comment_update',
    'comment_updated',
    'label_update',
    'label_updated',
  ],
}

/** Opens a page, which sends `join` with a bare text and asks for no acknowledgement. */
export function oldShopPage(url: string, path: string, token: string, manager?: Partial<ManagerOptions>): OldShopPage {
  const socket = io(url + path, { forceNew: true, auth: { token }, ...manager })
  const heard: OldShopPage['heard'] = []
  socket.on('connect', () => socket.emit('join', path.slice(1)))
  for (const name of names[path] ?? []) socket.on(name, (payload) => heard.push([name, payload]))
  return { socket, heard, send: (name, payload) => void socket.emit(name, payload) }
}
