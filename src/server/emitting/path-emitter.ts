/** What `@socket.io/redis-emitter` and its like give: packets for the clients of a server elsewhere. */
export interface PathEmitter {
  /** Narrows down to one path. */
  of(path: string): object
}
