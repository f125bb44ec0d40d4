const part = (): string => Math.random().toString(36).slice(2)

/** Makes an id that no other delivery has, where there is no `crypto`, too. */
export const deliveryId = (): string => part() + part()
