import type { Server } from 'socket.io'
import { z } from 'zod'
import { event, type NamespaceContract, namespace } from '../../src/index.js'
import { type Served, type ServeOptions, serve } from '../../src/server/index.js'
import { gathering } from '../ends/waiting.js'

const note = z.object({ id: z.string().min(1) })

/** Is a contract whose events, but one, have no reply. */
export const notes = namespace('/realtime', {
  legacyPath: '/',
  serverToClient: {},
  clientToServer: {
    noted: event({ payload: note, example: { id: 'n1' } }),
    rare: event({ payload: note, limit: { count: 1, perMs: 300 } }),
    woken: event({}),
    unheard: event({}),
    asked: event({ payload: note, reply: note }),
  },
})
type Notes = typeof notes
type Options = ServeOptions<Notes, { readonly id: string }>

/** Serves notes on both paths to whoever is named by a token, and writes down which were handled. */
export function serving(
  io: Server,
  noted: (payload: { id: string }) => unknown = () => {},
  options: Partial<Options> = {},
): { readonly served: Served<NamespaceContract>; readonly handled: ReturnType<typeof gathering<string>> } {
  const handled = gathering<string>()
  const served = serve(io, notes, {
    legacy: true,
    authenticate: ({ token }: Readonly<Record<string, unknown>>) => ({ id: String(token) }),
    ...options,
  } as Options)
  served.on('noted', async (payload) => {
    handled.add(payload.id)
    await noted(payload)
  })
  served.on('rare', ({ id }) => handled.add(id))
  served.on('woken', () => handled.add('woken'))
  served.on('asked', (payload) => payload)
  return { served: served as never, handled }
}
