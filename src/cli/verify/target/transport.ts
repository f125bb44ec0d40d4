/** One of the two ways bytes travel. */
export type Transport = 'websocket' | 'polling'
