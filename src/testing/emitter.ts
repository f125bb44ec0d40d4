type Listener = (...args: never[]) => void

/** Emits events as the engines of socket.io expect it of their parts. */
export class Emitter {
  readonly #listeners = new Map<string, { readonly listener: Listener; readonly isOnce: boolean }[]>()

  on(event: string, listener: Listener, isOnce = false): this {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), { listener, isOnce }])
    return this
  }

  once(event: string, listener: Listener): this {
    return this.on(event, listener, true)
  }

  off(event?: string, listener?: Listener): this {
    if (event === undefined) this.#listeners.clear()
    else if (!listener) this.#listeners.delete(event)
    else
      this.#listeners.set(
        event,
        (this.#listeners.get(event) ?? []).filter((each) => each.listener !== listener),
      )
    return this
  }

  removeListener(event?: string, listener?: Listener): this {
    return this.off(event, listener)
  }

  removeAllListeners(event?: string): this {
    return this.off(event)
  }

  emit(event: string, ...args: unknown[]): boolean {
    const all = this.#listeners.get(event) ?? []
    for (const { listener, isOnce } of all) {
      if (isOnce) this.off(event, listener)
      listener(...(args as never[]))
    }
    return all.length > 0
  }
}
