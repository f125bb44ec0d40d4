import type { Direction } from '../../contract/event/direction.js'
import type { EventContract } from '../../contract/event/event.js'
import type { NamespaceContract } from '../../contract/namespace.js'
import { type DescribedSchema, isDescribed } from '../../guards/described-schema.js'
import { printedParser } from '../../guards/print/parser.js'
import { printedPlains } from '../../guards/print/plain.js'
import { type HelperFile, Scope, type Unprintable } from '../../guards/print/scope.js'

/** A schema of an event, as it is printed: under which names its plain schema and its parser are exported. */
export interface BuiltPart {
  readonly schema: string
  readonly parser: string
  /** Whether a client hears it, so that its parser belongs into browsers too. */
  readonly isHeard: boolean
}

/** A schema of an event that stays as it was written, and why. */
export interface KeptPart {
  readonly event: EventContract
  readonly part: 'payload' | 'reply'
  readonly reasons: readonly Unprintable[]
}

/** The printed schemas of a module's events. */
export interface BuiltParts {
  readonly of: ReadonlyMap<unknown, BuiltPart>
  readonly kept: readonly KeptPart[]
  /** The statements that declare and export them. */
  readonly text: string
  /** The functions of this package that parsers call, each with the file of `fields` that has it. */
  readonly helpers: ReadonlyMap<string, HelperFile>
}

const parts = ['payload', 'reply'] as const

/** A schema with the events that carry it. */
export interface PlacedSchema {
  readonly schema: unknown
  readonly uses: readonly {
    readonly event: EventContract
    readonly direction: Direction
    readonly part: 'payload' | 'reply'
  }[]
}

/** What holds events as a contract does. */
export type EventHolder = Pick<NamespaceContract, 'serverToClient' | 'clientToServer'>

/** Lists the schemas of contracts, each with the events that carry it. */
export function placedSchemas(contracts: readonly EventHolder[]): Map<unknown, PlacedSchema> {
  const found = new Map<unknown, { schema: unknown; uses: PlacedSchema['uses'][number][] }>()
  for (const contract of contracts)
    for (const direction of ['serverToClient', 'clientToServer'] as const)
      for (const event of Object.values(contract[direction] as Readonly<Record<string, EventContract>>))
        for (const part of parts) {
          const schema = event[part]
          if (!schema) continue
          const placed = found.get(schema) ?? { schema, uses: [] }
          placed.uses.push({ event, direction, part })
          found.set(schema, placed)
        }
  return found
}

/** Prints the plain schemas and parsers of some schemas of events; those that can't be printed whole are kept as they are. */
export function builtParts(placed: readonly PlacedSchema[]): BuiltParts {
  const described = placed.filter(({ schema }) => isDescribed(schema as object))
  const whole = printedParts(described)
  // few schemas have a fault: which one has it is asked where there is one
  const faults = whole && described.length === placed.length ? [] : placed.map(({ schema }) => faultsOf(schema))
  const kept = placed.flatMap(({ uses }, index) => {
    const reasons = faults[index] ?? []
    return reasons.length ? uses.map(({ event, part }): KeptPart => ({ event, part, reasons })) : []
  })
  const printed =
    whole ?? (printedParts(placed.filter((_, index) => !faults[index]?.length)) as Omit<BuiltParts, 'kept'>)
  return { ...printed, kept }
}

/** Prints schemas that are all described; nothing where one of them has a fault. */
function printedParts(placed: readonly PlacedSchema[]): Omit<BuiltParts, 'kept'> | undefined {
  const scope = new Scope()
  const schemas = placed.map(({ schema }) => schema as DescribedSchema)
  const printed = printedPlains(schemas, scope)
  const names = new Map<string, string>()
  const lines: string[] = []
  const of = new Map<unknown, BuiltPart>()
  placed.forEach(({ schema, uses }, index) => {
    const isHeard = uses.some(({ direction, part }) => direction === 'serverToClient' && part === 'payload')
    of.set(schema, {
      schema: exported('schema', printed[index] as string),
      parser: exported('parser', printedParser(schema as DescribedSchema, scope, { own: true })),
      isHeard,
    })
  })
  if (scope.unprintable.length) return undefined
  const constants = [...scope.constants].map(([name, text]) => `const ${name} = ${lazily(text)}\n`)
  return { of, text: [...constants, ...lines].join(''), helpers: scope.helpers }

  /** Exports what is printed, once where several say the same. */
  function exported(kind: string, text: string): string {
    const known = names.get(text)
    if (known !== undefined) return known
    const name = `${kind}${names.size}`
    names.set(text, name)
    lines.push(`export const ${name} = ${lazily(text)}\n`)
    return name
  }
}

function faultsOf(schema: unknown): readonly Unprintable[] {
  if (!isDescribed(schema as object)) return [{ path: [], reason: 'a schema of another library than zod' }]
  const scope = new Scope()
  printedPlains([schema as DescribedSchema], scope)
  printedParser(schema as DescribedSchema, scope, { own: true })
  return scope.unprintable
}

/** Lets bundlers leave out what nobody uses: they don't know of a call that it does nothing else. */
function lazily(text: string): string {
  return /^(?:\(input\) =>|[/'"\d]|k\d+$)/.test(text) ? text : `/* @__PURE__ */ (() => ${text})()`
}
