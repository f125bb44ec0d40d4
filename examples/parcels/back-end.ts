import type { Server } from 'socket.io'
import { type Served, serve } from 'socket-canon/server'
import { parcelAliases } from './aliases.js'
import { parcelRoom, parcels } from './contract.js'

/** A customer, with the parcels that are theirs. */
export interface Customer {
  readonly id: string
  readonly parcels: readonly string[]
}

/** Serves the contract on a server of socket.io's, to whoever a token speaks for. */
export function serveParcels(
  io: Server,
  customerOf: (token: unknown) => Promise<Customer | undefined>,
): Served<typeof parcels, Customer> {
  // shown: server
  const served = serve(io, parcels, {
    aliases: parcelAliases,
    legacy: true,
    authenticate: ({ token }) => customerOf(token),
    mayJoin: (customer, room) => {
      const { parcelId } = parcelRoom.parse(room) ?? {}
      return parcelId !== undefined && customer.parcels.includes(parcelId)
    },
  })
  served.on('parcel:scan', ({ parcelId, place }) => {
    const at = new Date().toISOString()
    served.to(parcelRoom(parcelId)).emit('parcel:moved', { parcelId, place, at })
  })
  // end
  return served
}
