import { aliases } from 'socket-canon'
import type { parcels } from './contract.js'

/** What older releases call these events and their fields. */
export const parcelAliases = aliases<typeof parcels>()({
  removeIn: '2.0.0',
  serverToClient: {
    'package-update': {
      of: 'parcel:moved',
      rename: { packageId: 'parcelId', location: 'place' },
    },
  },
  clientToServer: {
    'follow-package': { of: 'parcel:join', rename: { packageId: 'parcelId' } },
  },
})
