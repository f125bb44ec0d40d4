import * as z from './needs-zod-4.js'
import { recordWithin } from './record-limit.js'

/**
 * Accepts a record of at most so many entries.
 * @example
 * const prices = boundedRecord(text(64), integer(0), 50)
 */
export function boundedRecord<Value extends z.ZodMiniType>(
  key: z.ZodMiniString<string>,
  value: Value,
  maxEntries: number,
): z.ZodMiniRecord<z.ZodMiniString<string>, Value> {
  return z
    .record(key, value)
    .check(z.refine(recordWithin(maxEntries)))
    .register(z.globalRegistry, { maxProperties: maxEntries } as never)
}
