/** Drops the fields that are `null` from what came over the wire: database rows say absence that way. */
export function withoutNulls(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_, field) => field ?? undefined)
}
