import type { NamespaceContract } from '../contract/namespace.js'
import type { Client } from './client.js'
import { type Connection, initialConnection } from './connection/connection.js'

/** What a client shows of its connection. */
export type Shown = Pick<Client<NamespaceContract>, keyof Connection | 'connection'>

interface Holder {
  readonly connection: Connection
}

const held = Symbol()

// the same for all clients: a getter of its own would cost V8 a shape for each
const getters = Object.fromEntries(
  ['connection', ...Object.keys(initialConnection)].map((part) => [
    part,
    {
      get(this: { readonly [held]: Holder }) {
        const { connection } = this[held]
        return part in connection ? connection[part as keyof Connection] : connection
      },
      enumerable: true,
    },
  ]),
)

/** Lets a client show how the connection stands that something holds, as one value and part by part. */
export function defineGetters<Rest extends object>(holder: Holder, client: Rest): Rest & Shown {
  Object.defineProperty(client, held, { value: holder })
  return Object.defineProperties(client, getters) as Rest & Shown
}
