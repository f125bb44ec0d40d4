import { event, namespace, room } from 'socket-canon'
import { id, integer, text, timestamp } from 'socket-canon/fields'
import * as z from 'zod/mini'

const grams = integer(1, 30_000)
export const parcelRoom = room('parcel:{parcelId}')

export const parcels = namespace('/parcels', {
  legacyPath: '/packages',
  rooms: [parcelRoom],
  serverToClient: {
    /** A parcel has come to another place. */
    'parcel:moved': event({
      payload: z.object({ parcelId: id, place: text(80), at: timestamp }),
      to: [parcelRoom],
    }),
  },
  clientToServer: {
    /** Follows a parcel. */
    'parcel:join': event({
      payload: z.object({ parcelId: id }),
      joins: [parcelRoom],
    }),
    /** Reports where a parcel is, and its weight. */
    'parcel:scan': event({
      payload: z.object({ parcelId: id, place: text(80), grams }),
      within: [parcelRoom],
    }),
  },
})
