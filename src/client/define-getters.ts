import type { NamespaceContract } from '../contract/namespace.js'
import type { Client } from './client.js'
import type { Connection } from './connection/connection.js'

/** What a client shows of its connection. */
export type Shown = Pick<Client<NamespaceContract>, keyof Connection | 'connection'>

/** Lets a client show how its connection stands, as one value and part by part. */
export function defineGetters<Rest extends object>(connection: () => Connection, client: Rest): Rest & Shown {
  const show = (name: string, get: () => unknown) => Object.defineProperty(client, name, { get, enumerable: true })
  show('connection', connection)
  for (const part of Object.keys(connection()) as (keyof Connection)[]) show(part, () => connection()[part])
  return client as Rest & Shown
}
