/** What is asked of contracts besides what every contract must be. */
export interface ConformanceOptions {
  /**
   * Whether every event needs an example of what it carries and of what it replies; where it has none, drawn values are used.
   * @default 'optional'
   */
  readonly examples?: 'required' | 'optional'
  /**
   * Whether every text, list and record needs a bound. With `'optional'` those that have none are named in the title of a
   * check that passes: begin so with a contract that `socket-canon adopt` made.
   * @default 'required'
   */
  readonly bounds?: 'required' | 'optional'
  /**
   * Why single fields have no bound, by event and field: `{ 'order:updated note': 'cut by the gateway' }`, with `reply`
   * before the field of a reply. One that nothing needs is refused.
   */
  readonly allow?: { readonly [field: string]: string }
  /**
   * How many bytes the largest payload of a client may have as JSON, as far as its bounds tell; Socket.IO itself cuts the
   * connection at `maxHttpBufferSize`.
   * @default 1_000_000
   */
  readonly maxPayloadBytes?: number
}
