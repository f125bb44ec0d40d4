import type { Server } from 'socket.io'
import type { Served } from 'socket-canon/server'
import { type Customer, serveParcels } from '../parcels/back-end.js'
import type { parcels } from '../parcels/contract.js'
import { applications, type Entries, places, type Step, steps } from '../parcels/steps.js'
import { signToken, verifyToken } from './token.js'

/** The customers of the parcel service; neither may follow the other's parcel. */
const customers: readonly Customer[] = [
  { id: 'ada', parcels: ['p1'] },
  { id: 'bayo', parcels: ['p2'] },
]

/** Serves the parcels' contract to these customers. */
export function serveCustomers(io: Server): Served<typeof parcels, Customer> {
  return serveParcels(io, async (token) => {
    const { id } = await verifyToken(token)
    return customers.find((customer) => customer.id === id)
  })
}

/** A step that was taken. */
export interface Taken {
  readonly step: Step
  readonly entries: Entries
  readonly happened: readonly string[]
}

/** Walks through what the contract does, as one customer, and tells each step as it is taken. */
export async function walkContract(url: string, tell: (taken: Taken) => void): Promise<void> {
  const { client, openOld } = applications(url, await signToken('ada', 'parcels'))
  try {
    for (const [index, step] of steps.entries()) {
      const happened: string[] = []
      const entries = { place: places[index % places.length] ?? '', grams: 'two kilos' }
      await step.run({ client, openOld, ...entries, tell: (line) => happened.push(line) })
      tell({ step, entries, happened })
    }
  } finally {
    client.close()
  }
}
