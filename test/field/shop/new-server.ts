import type { Server } from 'socket.io'
import { type Appointments, appointments, appointmentsAliases } from '../../../src/appointments.js'
import { type Sender, serve } from '../../../src/server/index.js'
import { type Workflow, workflow, workflowAliases } from '../../../src/workflow.js'

/** The two contracts of the shop, served. */
export interface NewShopServer {
  readonly bookings: Sender<Appointments>
  readonly board: Sender<Workflow>
  /** Lists what was handled, by its canonical name. */
  readonly handled: string[]
}

const staff = async (token: unknown) => (token === 'staff' ? { id: 'staff_1' } : undefined)

/** Serves both to the staff. */
export function newShopServer(io: Server, legacy: boolean): NewShopServer {
  const handled: string[] = []
  const common = { authenticate: ({ token }: Readonly<Record<string, unknown>>) => staff(token), observe: () => {} }
  const bookings = serve(io, appointments, {
    ...common,
    ...(legacy && { aliases: appointmentsAliases, legacy: true }),
  })
  const board = serve(io, workflow, { ...common, ...(legacy && { aliases: workflowAliases, legacy: true }) })
  for (const name of ['card_move', 'comment_update', 'label_update'] as const)
    board.on(name, () => void handled.push(name))
  return { bookings, board, handled }
}
