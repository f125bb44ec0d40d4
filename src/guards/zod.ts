import type * as mini from 'zod/mini'

/** What is asked of zod itself, besides its schemas. */
export type Zod = Pick<typeof mini, 'core' | 'toJSONSchema'>

let known: Zod | undefined
let loading: Promise<void> | undefined

/** Loads zod, once; who has no schema of zod's has no need of it, and where it is not installed nothing is loaded. */
export function loadZod(): Promise<void> {
  loading ??= load()
  return loading
}

async function load(): Promise<void> {
  // by `try`, which tells bundlers that it may be missing
  try {
    keepZod(await import('zod/mini'))
  } catch {}
}

/** Takes zod where it was found by other ways. */
export function keepZod(zod: Zod): void {
  known ??= zod
}

/** Returns zod, if it is loaded. */
export function loadedZod(): Zod | undefined {
  return known
}
