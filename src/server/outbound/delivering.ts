import type { Namespace } from 'socket.io'

/** What packets of one path are delivered by. */
export type Adapter = Namespace['adapter']

/** What a packet goes to, as adapters have it. */
export interface DeliveryTarget {
  readonly rooms: ReadonlySet<string>
  readonly except?: ReadonlySet<string>
}

/** The part of an adapter that its types keep for itself: it runs something for each local socket that a packet goes to. */
export interface Delivering {
  apply(target: DeliveryTarget, each: (socket: { readonly id: string }) => void): void
}
