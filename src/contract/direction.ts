/** Names one of the two ways an event can travel. */
export type Direction = 'serverToClient' | 'clientToServer'

/** Lists both directions, in the order documents print them. */
export const directions: readonly ['serverToClient', 'clientToServer'] = ['serverToClient', 'clientToServer']
