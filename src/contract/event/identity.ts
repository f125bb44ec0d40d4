/** The path from a payload to one of its plain values: `'dispatch.id'`. */
export type PayloadPath<Value> = Value extends readonly unknown[]
  ? never
  : Value extends object
    ? {
        [Key in keyof Value & string]-?: NonNullable<Value[Key]> extends object
          ? `${Key}.${PayloadPath<NonNullable<Value[Key]>>}`
          : Key
      }[keyof Value & string]
    : never

/** One way to know a fact again. */
export interface FactKey {
  /** The key by which facts differ. */
  readonly key: string
  /** When the fact happened, in epoch milliseconds, where the key alone could name several. */
  readonly at?: number
  /** How far apart two facts of one key may lie and still be one. */
  readonly withinMs?: number
  /** Whether a delivery is dropped when the key is known already, and does not make it known. */
  readonly provisional?: boolean
  /** Whether others are known by the key and this delivery is not: it has better ones, which they may lack. */
  readonly forOthers?: boolean
}
