/** What others listen to: a socket, or what connects it. */
interface Emitter {
  on(name: string, handler: () => void): unknown
  off(name: string, handler: () => void): unknown
}

/** Gives each event of an emitter its handler; returns how to take them all back. */
export function subscribe(emitter: Emitter, handlers: Readonly<Record<string, (told: never) => void>>): () => void {
  for (const name in handlers) emitter.on(name, handlers[name] as () => void)
  return () => {
    for (const name in handlers) emitter.off(name, handlers[name] as () => void)
  }
}
