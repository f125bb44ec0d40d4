/** Where something stands in a file, in UTF-16 units. */
export interface Span {
  readonly start: number
  readonly end: number
}
