/** The `auth` of a client's handshake. */
export interface HandshakeAuth {
  /** The proof of who connects; it never travels in the query string. */
  readonly token: string
  /** What the client knows of the contract; one that does not say is served as clients from before the contract are. */
  readonly contract?: ContractHandshake | undefined
}

/** What a client declares in the `contract` of its handshake's `auth`. */
export interface ContractHandshake {
  /** The release of the package the client was built with. */
  readonly package: string
  /** The contract versions it knows, newest first, by canonical path. */
  readonly versions: { readonly [path: string]: readonly number[] }
}
