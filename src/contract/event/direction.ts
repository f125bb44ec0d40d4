/** Lists both directions, in the order documents print them. */
export const directions: readonly ['serverToClient', 'clientToServer'] = ['serverToClient', 'clientToServer']

// read off the list, for the compiler's messages then spell both words instead of this name
/** One of the two ways an event can travel. */
export type Direction = (typeof directions)[number]
