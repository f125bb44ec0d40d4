/** Where a delivery came from. */
export interface Delivery {
  /** The connection it came over. */
  readonly connection: string
  /** What brought it: a client, over all its connections, under one name. */
  readonly source: string
  /** When it came, in milliseconds since some beginning that nobody moves. */
  readonly at: number
  /** What socket.io calls the packet, where it can be delivered again. */
  readonly offset?: string | undefined
}
