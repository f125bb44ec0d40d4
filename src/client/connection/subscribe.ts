/** What others listen to: a socket, or what connects it. */
interface Emitter {
  on(name: string, handler: () => void): unknown
  off(name: string, handler: () => void): unknown
}

/** Gives each event of an emitter its handler; returns how to take them all back. */
export function subscribe(emitter: Emitter, handlers: Readonly<Record<string, (told: never) => void>>): () => void {
  const each = (what: keyof Emitter): void => {
    for (const name in handlers) emitter[what](name, handlers[name] as () => void)
  }
  each('on')
  return () => each('off')
}
