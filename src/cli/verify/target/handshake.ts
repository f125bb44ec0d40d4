/** What a handshake carries. */
export interface Handshake {
  readonly auth?: Readonly<Record<string, unknown>>
  readonly query?: Readonly<Record<string, string>>
}
