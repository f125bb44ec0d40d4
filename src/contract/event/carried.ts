type Bytes = ArrayBuffer | ArrayBufferView
type Told<Path extends string, What extends string> = Path extends `.${infer Field}`
  ? `${Field} is ${What}`
  : `it is ${What}`

/** What one value of a type is that JSON can't carry; `never` where JSON carries it, or what it holds has to be looked at. */
type UncarriedAlone<Value> = Value extends Date
  ? "a Date, which JSON can't carry: use timestamp"
  : Value extends bigint
    ? "a bigint, which JSON can't carry: use integer(), or digits()"
    : Value extends symbol
      ? "a symbol, which JSON can't carry: use words"
      : Value extends ReadonlyMap<unknown, unknown>
        ? "a Map, which JSON can't carry: use boundedRecord()"
        : Value extends ReadonlySet<unknown>
          ? "a Set, which JSON can't carry: use z.array()"
          : Value extends Bytes
            ? 'bytes of another kind than bytes() has: use that'
            : Value extends PromiseLike<unknown>
              ? "a promise, which JSON can't carry: send what it resolves with"
              : Value extends (...args: never) => unknown
                ? "a function, which JSON can't carry: send what it returns"
                : never

type Key<Name> = Name extends string ? (string extends Name ? '*' : Name) : Name extends number ? '*' : never

/** Whether a list may hold `undefined`; a tuple may end before it. */
type MayBeUndefined<Item, Length> = unknown extends Item
  ? false
  : number extends Length
    ? undefined extends Item
      ? true
      : false
    : false

/** How deep a type is looked through: what holds itself has no end. */
type Deep = readonly [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]

/**
 * What a type holds at any depth that JSON can't carry, with its place and what to use instead; `never` where it carries all.
 * Bytes travel beside JSON, in a field.
 */
export type Uncarried<Value, Path extends string = '', Left extends readonly unknown[] = Deep> = 0 extends 1 & Value
  ? never
  : unknown extends Value
    ? never
    : Value extends string | number | boolean | null | undefined | void
      ? never
      : Left extends readonly [unknown, ...infer Rest]
        ? Value extends Uint8Array
          ? Path extends ''
            ? 'the payload is bytes: put them in a field'
            : never
          : [UncarriedAlone<Value>] extends [never]
            ? Value extends readonly (infer Item)[]
              ? [MayBeUndefined<Item, Value['length']>] extends [true]
                ? Told<Path, "a list whose items may be undefined, which JSON can't carry: use null">
                : Uncarried<Item, `${Path}[]`, Rest>
              : { [Name in keyof Value]-?: Uncarried<Value[Name], `${Path}.${Key<Name>}`, Rest> }[keyof Value]
            : Told<Path, UncarriedAlone<Value>>
        : never
