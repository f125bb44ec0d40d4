/** The `auth` of a client's handshake. */
export interface HandshakeAuth {
  /** The access token of the user who connects; it never travels in the query string. */
  readonly token: string
  /** The contract versions that the client knows; a client that leaves it out is served as one from before the contract. */
  readonly contract?: ContractHandshake | undefined
}

/** What a client declares in the `contract` of its handshake's `auth`. */
export interface ContractHandshake {
  /** The release of the package the client was built with. */
  readonly package: string
  /** The contract versions it knows, newest first, by canonical path. */
  readonly versions: { readonly [path: string]: readonly number[] }
  /**
   * The contracts, by canonical path, whose events may carry a trace: as `{ "contract:trace": { "traceparent": ... } }`, the last argument before an acknowledgement or an offset.
   * A server that does so too says it in its `contract:welcome`.
   */
  readonly trace?: readonly string[] | undefined
}
