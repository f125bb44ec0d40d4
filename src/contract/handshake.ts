/** Is what a client declares in the `contract` of its handshake's `auth`. */
export interface ContractHandshake {
  /** The release of the package the client was built with. */
  readonly package: string
  /** The contract versions it knows, newest first, by canonical path. */
  readonly versions: { readonly [path: string]: readonly number[] }
}
