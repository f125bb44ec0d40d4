import type { StandardSchemaV1 } from '@standard-schema/spec'

/** Says what is wrong in one place of a value, as zod says it, and never what the value is. */
export interface Misfit {
  readonly path: readonly PropertyKey[]
  readonly code: string
  readonly expected?: string
  readonly values?: readonly unknown[]
  readonly maximum?: number
  readonly minimum?: number
  readonly origin?: string
  /** Whether checks that follow are made all the same; where it is missing, those of a length are. */
  readonly continue?: boolean
}

/** Says what a misfit is, wherever it is found. */
export type Reason = Omit<Misfit, 'path'>

/** Reads a value at a path: answers a copy, and adds whatever is wrong to a list. */
export type Read = (value: unknown, path: readonly PropertyKey[], misfits: Misfit[]) => unknown

/** Asks more of a value than its type, and is data besides. */
export interface Check {
  readonly check: string
  /** Answers what is wrong, if anything is. */
  readonly misfit: (value: never) => Reason | undefined
  /** Whether it looks at whatever has a length, even where the type is wrong already. */
  readonly isOfLength?: true
  readonly maximum?: number
  readonly minimum?: number
  readonly value?: number
  readonly inclusive?: true
  readonly format?: string
  readonly pattern?: RegExp
  readonly fn?: (value: never) => boolean
}

/** Is what a schema is made of, in the shape in which zod says it. */
export interface Definition {
  readonly type: string
  readonly shape?: Readonly<Record<string, PlainSchema>>
  readonly element?: PlainSchema
  readonly keyType?: PlainSchema
  readonly valueType?: PlainSchema
  readonly innerType?: PlainSchema
  readonly options?: readonly PlainSchema[]
  readonly discriminator?: string
  readonly entries?: Readonly<Record<string, string>>
  readonly values?: readonly unknown[]
  readonly checks?: readonly Check[]
}

/** Is what is registered beside a schema. */
export type Marks = Readonly<Record<string, unknown>>

/**
 * Is a schema that is data and needs no library: the build puts it in the place of zod's in the contracts of this package.
 * It accepts, copies and complains as zod does.
 */
export class PlainSchema implements StandardSchemaV1<unknown> {
  readonly '~standard': StandardSchemaV1.Props<unknown>
  readonly plain: Definition
  marks: Marks | undefined
  readonly #read: Read

  constructor(definition: Definition, read: Read, marks?: Marks) {
    this.plain = definition
    this.#read = read
    this.marks = marks
    const validate = (value: unknown): StandardSchemaV1.Result<unknown> => {
      const { value: copy, issues } = this.run(value)
      return issues.length
        ? { issues: issues.map(({ path }) => ({ message: 'Invalid input', path })) }
        : { value: copy }
    }
    this['~standard'] = { version: 1, vendor: 'socket-canon', validate }
  }

  /** Adds checks to a copy. */
  check(...checks: readonly Check[]): PlainSchema {
    return new PlainSchema({ ...this.plain, checks: [...(this.plain.checks ?? []), ...checks] }, this.#read, this.marks)
  }

  /** Keeps what a registry of zod's would. */
  register(_: unknown, marks: Marks): this {
    this.marks = { ...this.marks, ...marks }
    return this
  }

  clone(): PlainSchema {
    return new PlainSchema(this.plain, this.#read)
  }

  /** Copies a value, or lists what is wrong with it. */
  run(value: unknown): { readonly value: unknown; readonly issues: readonly Misfit[] } {
    const issues: Misfit[] = []
    return { value: this.read(value, [], issues), issues }
  }

  /** Copies a part of a value. */
  read(value: unknown, path: readonly PropertyKey[], misfits: Misfit[]): unknown {
    const { element, checks = [] } = this.plain
    const cap = element && Array.isArray(value) && checks.find(({ maximum = value.length }) => value.length > maximum)
    // nobody's time is spent on the items of a list that is too long
    if (cap) {
      misfits.push({ ...(cap.misfit(value as never) as Reason), path, continue: false })
      return value
    }
    const before = misfits.length
    const copy = this.#read(value, path, misfits)
    const found = misfits.slice(before)
    const isOver = found.some((misfit) => !misfit.continue)
    const hasLength =
      (copy as { length?: number } | null | undefined)?.length !== undefined &&
      found.every((misfit) => misfit.continue !== false)
    for (const { isOfLength, misfit } of checks) {
      const reason = (isOfLength ? hasLength : !isOver) && misfit(copy as never)
      if (reason) misfits.push({ ...reason, path, continue: true })
    }
    return copy
  }
}
