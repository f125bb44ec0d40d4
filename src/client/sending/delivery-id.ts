function part(): string {
  return Math.random().toString(36).slice(2)
}

/** Makes an id that no other delivery has, where there is no `crypto`, too. */
export function deliveryId(): string {
  return part() + part()
}
