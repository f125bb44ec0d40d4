/** A client of old that logged in, as far as the server knows it. */
export interface Login {
  /** The id of the user. */
  readonly userId: string | undefined
  /** The id of the connection. */
  readonly sessionId: string
  /** When it logged in. */
  readonly timestamp: string
}

/** A client of old that could not log in. */
export interface LoginFailure {
  /** The reason, for programs. */
  readonly code: string
  /** The reason, for people. */
  readonly message: string
  /** When it was turned away. */
  readonly timestamp: string
}

/** What a client of old waits for that logs in, in one of the old ways. */
export interface LoginRow {
  /** What tells it that it is in; the application adds what only it knows. */
  readonly success: { readonly event: string; down(login: Login): object }
  /** What tells it that it is not, where it is connected already. */
  readonly failure?: { readonly event: string; down(failure: LoginFailure): object }
}

/** What clients of old wait for that log in, by the way they do it. */
export interface LoginRows {
  /** By `token` in the handshake's query. */
  readonly query?: LoginRow
  /** By an event `authenticate`. */
  readonly event?: LoginRow
}
