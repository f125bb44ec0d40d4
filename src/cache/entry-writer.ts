import { runSafely } from '../client/connection/listeners.js'
import type { Cache, CacheEntry } from './cache.js'
import { loadsUnderWay, type ValueStep } from './loads.js'
import { type EntryStep, unconfirmed } from './unconfirmed.js'

/** A change that is shown before it is confirmed. */
export interface OptimisticChange<Key> {
  /** Makes it a part of what is held, as it is or as the reply has it. */
  confirm(step?: EntryStep<Key>): unknown
  /** Takes it back; whatever else became of what is held stays. */
  undo(): unknown
}

/** The writer of a cache, whatever loads are under way and whatever changes wait to be confirmed. */
export interface EntryWriter<Key> {
  /** Applies a step to what is held under a key, and once more to what a load that is under way brings. */
  apply(key: Key, step: EntryStep<Key>): void
  /** Makes what is held under a key stale, and what a load that is under way brings. */
  invalidate(key: Key): void
  /** Shows a change on top of what is held, until it is confirmed or undone. */
  change(key: Key, step: EntryStep<Key>): OptimisticChange<Key>
  close(): void
}

/** Makes the writer of a cache. */
export function entryWriter<Key>(cache: Cache<Key>): EntryWriter<Key> {
  const loads = loadsUnderWay()
  const { changes, baseOf, baseAfterFailure, show } = unconfirmed(cache)

  /** Writes what steps make of what is held; where one fails, or can't say, that has to be loaded again. */
  const write = (entry: CacheEntry<Key>, base: unknown, steps: readonly ValueStep[]): void => {
    if (base === undefined) return
    try {
      const { value, isKnown } = taken(base, steps)
      show(entry, value)
      if (!isKnown) loads.invalidate(entry)
    } catch (error) {
      loads.invalidate(entry)
      throw error
    }
  }

  const writeAll = (key: Key, step: EntryStep<Key>): void =>
    eachOf(cache.find(key), (entry) => {
      const mine = (held: unknown) => step(held, entry)
      loads.keep(entry, mine)
      write(entry, baseOf(entry), [mine])
    })

  const showAll = (key: Key): void => eachOf(cache.find(key), (entry) => write(entry, baseOf(entry), []))

  const stop = cache.watch((entry, what) => {
    if (what === 'loading') return void loads.of(entry)
    const load = loads.take(entry)
    const base = what === 'failed' ? baseAfterFailure(entry) : entry.read()
    runSafely(() => write(entry, base, load?.steps ?? []))
    if (load?.isStale) entry.invalidate()
  })

  return {
    apply: writeAll,
    invalidate: (key) => {
      for (const entry of cache.find(key)) loads.invalidate(entry)
    },
    change: (key, step) => {
      const change = { key, step }
      changes.add(change)
      try {
        showAll(key)
      } catch (error) {
        changes.delete(change)
        throw error
      }
      const end = (then: () => void) => changes.delete(change) && then()
      return {
        confirm: (last = step) => end(() => writeAll(key, (held, entry) => last(held, entry) ?? held)),
        undo: () => end(() => showAll(key)),
      }
    },
    close: () => {
      loads.close()
      stop()
    },
  }
}

/** Runs what is to be done with each entry, and throws what the first of them threw when all are through. */
function eachOf<Entry>(entries: readonly Entry[], run: (entry: Entry) => void): void {
  const failures: unknown[] = []
  for (const entry of entries)
    try {
      run(entry)
    } catch (error) {
      failures.push(error)
    }
  if (failures.length) throw failures[0]
}

/** Takes steps one by one, past those that can't say what comes next. */
function taken(base: unknown, steps: readonly ValueStep[]): { readonly value: unknown; readonly isKnown: boolean } {
  let value = base
  let isKnown = true
  for (const step of steps) {
    const next = step(value)
    if (next === undefined) isKnown = false
    else value = next
  }
  return { value, isKnown }
}
