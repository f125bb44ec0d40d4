import type { StandardSchemaV1 } from '@standard-schema/spec'

/** What is wrong in one place of a value, in the fields in which zod says it, and never what the value is. */
export interface SchemaIssue {
  /** The way from the value that was asked for; it grows on the way back there. */
  readonly path: PropertyKey[]
  /** Without words: those who read issues here have words of their own. */
  readonly message: string
  /** Which keys are meant, where keys are: zod's code for it. All else is told by the fields that follow. */
  readonly code?: 'invalid_key' | 'unrecognized_keys'
  readonly expected?: string | undefined
  readonly values?: readonly unknown[] | undefined
  readonly maximum?: number | undefined
  readonly minimum?: number | undefined
  readonly origin?: string | undefined
  /** The keys that nobody declared. */
  readonly keys?: readonly string[]
  /** Whether checks that follow are made all the same; where nothing is said, those of a length are. */
  readonly continue?: boolean | undefined
}

/** What an issue is, wherever it is found. */
export type Reason = Omit<SchemaIssue, 'path' | 'message' | 'code' | 'origin' | 'keys' | 'continue'>

type Result = StandardSchemaV1.Result<unknown>

/** Reads a value: answers a copy, and adds whatever is wrong to a list. */
export type Read = (value: unknown, issues: SchemaIssue[], checks: readonly Check[]) => unknown

/** What is asked of a value besides its type: data, among it the reason for an issue. */
export interface Check {
  readonly check: string
  /** Returns whether a value passes, or adds issues of its own to a list. */
  readonly fits: (value: never, issues: SchemaIssue[]) => boolean
  /** Copies a value otherwise than as it is; where it does, `fits` asks nothing. */
  readonly rewrite?: (value: unknown, issues: SchemaIssue[]) => unknown
  /** Whether it looks at whatever has a length, even where the type is wrong already. */
  readonly isOfLength?: true
  /** Whether nothing more is asked of a value that does not pass. */
  readonly abort?: boolean
  readonly maximum?: number
  readonly minimum?: number
  readonly length?: number
  readonly value?: number
  /** Whether the bound itself passes. */
  readonly inclusive?: boolean
  readonly format?: string
  readonly pattern?: RegExp
  readonly prefix?: string
  readonly suffix?: string
  readonly includes?: string
  readonly position?: number
  readonly hostname?: RegExp
  readonly protocol?: RegExp
  readonly normalize?: boolean
}

/** What a schema is made of, in the shape in which zod says it. */
export interface Definition<Each = PlainSchema> {
  readonly type: string
  /** What is asked by a format that is a schema of its own. */
  readonly check?: string
  readonly format?: string
  readonly pattern?: RegExp
  /** How many bytes there may be. */
  readonly maximum?: number
  readonly shape?: Readonly<Record<string, Each>>
  readonly element?: Each
  readonly keyType?: Each
  readonly valueType?: Each
  readonly innerType?: Each
  readonly options?: readonly Each[]
  readonly items?: readonly Each[]
  readonly rest?: Each | null
  readonly left?: Each
  readonly right?: Each
  readonly getter?: () => Each
  readonly discriminator?: string
  readonly unionFallback?: boolean
  /** `false` where exactly one option is to fit. */
  readonly inclusive?: boolean
  readonly catchall?: Each
  /** Whether an optional field may be missing only, and not hold `undefined`. */
  readonly exact?: boolean
  readonly partial?: boolean
  readonly mode?: string
  readonly entries?: Readonly<Record<string, string>>
  readonly values?: readonly unknown[]
  readonly checks?: readonly Check[] | undefined
  readonly marks?: Marks | undefined
}

/** What is known of a schema besides, which zod would keep in a registry. */
export type Marks = Readonly<Record<string, unknown>>

/**
 * A schema that is data and needs no library: the build puts it in the place of zod's in the contracts of this package.
 * It accepts, copies and complains as zod does.
 */
export class PlainSchema implements StandardSchemaV1<unknown> {
  declare readonly '~standard': { validate(value: unknown): Result } & StandardSchemaV1.Props<unknown>
  /** What it is made of, under a name that no field and no schema of another library has. */
  declare readonly '~plain': Definition
  /** Copies a value, before the checks are asked. */
  declare readonly copied: Read

  constructor(definition: Definition, copied: Read) {
    this['~plain'] = definition
    this.copied = copied
    this['~standard'] = {
      version: 1,
      vendor: 'socket-canon',
      validate: (value: unknown): Result => {
        const issues: SchemaIssue[] = []
        const copy = this.read(value, issues)
        return issues.length ? { issues } : { value: copy }
      },
    }
  }

  /** Copies what an object or a list holds under a key. */
  readAt(key: PropertyKey, holder: unknown, issues: SchemaIssue[]): unknown {
    let index = issues.length
    const copy = this.read((holder as Record<PropertyKey, unknown>)[key], issues)
    while (index < issues.length) issues[index++]?.path.unshift(key)
    return copy
  }

  /** Copies a value, and adds whatever is wrong with it to a list. */
  read(value: unknown, issues: SchemaIssue[]): unknown {
    const { checks = [] } = this['~plain']
    const before = issues.length
    const copy = this.copied(value, issues, checks)
    for (const check of checks) {
      // what ended the reading leaves a length to be asked for; what ended it on purpose leaves nothing
      const goesOn = issues.slice(before).every((each) => each.continue ?? check.isOfLength)
      if (goesOn && !check.fits(copy as never, issues)) issues.push(schemaIssue(check, [], !check.abort, copy))
    }
    return copy
  }
}

/** Makes an issue, of the value that a check found wanting; all have the same fields, which is faster to read. */
export function schemaIssue(
  { expected, values, maximum, minimum }: Reason,
  path: PropertyKey[] = [],
  goesOn?: boolean,
  value?: unknown,
): SchemaIssue {
  const origin = Array.isArray(value) ? 'array' : typeof value
  return { path, message: 'Invalid input', expected, values, maximum, minimum, origin, continue: goesOn }
}
