import type { TSType } from 'oxc-parser'
import {
  type FieldDraft,
  listOf,
  literalDraft,
  objectDraft,
  remarked,
  resolved,
  type SchemaDraft,
  unknownDraft,
} from '../draft.js'
import { objectFields, unionDraft } from './object-draft.js'
import { type ReadingScope, readType, sourceOf } from './reading.js'

type BuiltIn = (args: readonly SchemaDraft[]) => SchemaDraft | undefined

const anything = unknownDraft('type', 'unknown')

/** The types that TypeScript and JavaScript have of their own, by what travels of them. */
const builtIns: Readonly<Record<string, BuiltIn>> = {
  Array: ([item = anything]) => listOf(item),
  ReadonlyArray: ([item = anything]) => listOf(item),
  Readonly: ([of]) => of,
  NonNullable: ([of = anything]) => withoutNothing(of),
  Partial: ([of = anything]) => derived(of, 'partial'),
  Required: ([of = anything]) => derived(of, 'required'),
  Pick: ([of = anything, keys = anything]) => chosen(of, keys, 'pick'),
  Omit: ([of = anything, keys = anything]) => chosen(of, keys, 'omit'),
  Record: ([key = anything, value = anything]) => recordOf(key, value),
  Exclude: ([of = anything, taken = anything]) => filtered(of, taken, false),
  Extract: ([of = anything, taken = anything]) => filtered(of, taken, true),
  Awaited: ([of]) => of,
  Promise: ([of = anything]) => remarked(of, 'json', 'Promise: send what it resolves to'),
  Parameters: ([of = anything]) => parametersOf(of),
  Date: () => remarked({ kind: 'timestamp' }, 'date', 'Date: arrives as text, so the field is a timestamp'),
  Map: ([key = anything, value = anything]) =>
    remarked(recordOf(key, value), 'json', 'Map: arrives as {}, so send an object'),
  ReadonlyMap: (args) => builtIns['Map']?.(args),
  Set: ([item = anything]) => remarked(listOf(item), 'json', 'Set: arrives as {}, so send a list'),
  ReadonlySet: (args) => builtIns['Set']?.(args),
  String: () => ({ kind: 'text' }),
  Number: () => ({ kind: 'number' }),
  Boolean: () => ({ kind: 'boolean' }),
  Uppercase: () => ({ kind: 'text' }),
  Lowercase: () => ({ kind: 'text' }),
  Capitalize: () => ({ kind: 'text' }),
  Uncapitalize: () => ({ kind: 'text' }),
  Function: () => ({
    kind: 'function',
    parameters: [
      {
        name: 'value',
        draft: unknownDraft('type', 'Function: what it is called with is not known'),
        isOptional: false,
        isRest: false,
      },
    ],
  }),
  BigInt: () => unknownDraft('json', 'bigint: JSON has none, so send its digits as text, and declare digits(max)'),
}

const bytes = [
  'Buffer',
  'ArrayBuffer',
  'SharedArrayBuffer',
  'Uint8Array',
  'Uint8ClampedArray',
  'DataView',
  'Blob',
  'File',
  'Int8Array',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'Float32Array',
  'Float64Array',
]

/** Reads a type that the language brings; nothing where it brings none of that name. */
export function builtInType(
  scope: ReadingScope,
  name: string,
  given: readonly TSType[],
  node: { readonly start: number; readonly end: number },
): SchemaDraft | undefined {
  if (scope.module.imports.has(name.split('.')[0] ?? '')) return undefined
  if (bytes.includes(name))
    return unknownDraft(
      'json',
      `${name}: bytes travel beside JSON, and the ends get different classes, so declare bytes(max)`,
    )
  if (['RegExp', 'Error', 'WeakMap', 'WeakSet'].includes(name)) return unknownDraft('json', `${name}: arrives as {}`)
  const builtIn = Object.hasOwn(builtIns, name) ? builtIns[name] : undefined
  if (!builtIn) return undefined
  const draft = builtIn(given.map((each) => readType(scope, each)))
  return draft ?? unknownDraft('type', `${sourceOf(scope, node)}: not read`)
}

function withoutNothing(draft: SchemaDraft): SchemaDraft {
  return draft.kind === 'optional' || draft.kind === 'nullable' ? withoutNothing(draft.inner) : draft
}

function recordOf(key: SchemaDraft, value: SchemaDraft): SchemaDraft {
  // a record that may hold nothing
  if (value.kind === 'nothing') return objectDraft([])
  const keys = resolved(key)
  const isOptional = value.kind === 'optional'
  const held = value.kind === 'optional' ? value.inner : value
  if (keys.kind === 'literal')
    return objectDraft(
      keys.values.map((name) => ({
        name: String(name),
        draft: held,
        isOptional,
        comment: undefined,
        heading: undefined,
      })),
    )
  return { kind: 'record', key: key.kind === 'reference' && keys.kind === 'text' ? key : { kind: 'text' }, value: held }
}

function derived(draft: SchemaDraft, by: 'partial' | 'required'): SchemaDraft {
  const fields = objectFields(draft)
  const found = resolved(draft)
  if (found.kind === 'list' || found.kind === 'record') return draft
  if (found.kind === 'union')
    return by === 'partial' ? anyOf(found.options) : unionDraft(found.options.map((option) => derived(option, by)))
  if (!fields) return unread(draft, by)
  const changed = fields.map((field) => ({ ...field, isOptional: by === 'partial' }))
  return objectDraft(
    changed,
    draft.kind === 'reference' && found.kind === 'object' ? { base: draft.named, by } : undefined,
  )
}

/** Makes an object that may have any field of several, since nothing tells which of them is meant. */
function anyOf(options: readonly SchemaDraft[]): SchemaDraft {
  const all = options.flatMap((option) => objectFields(option) ?? [])
  const names = [...new Set(all.map(({ name }) => name))]
  return objectDraft(
    names.flatMap((name) => {
      const same = all.filter((field) => field.name === name)
      const draft = unionDraft(same.map((field) => field.draft))
      return same[0] ? [{ ...same[0], draft, isOptional: true }] : []
    }),
  )
}

function chosen(draft: SchemaDraft, keys: SchemaDraft, by: 'pick' | 'omit'): SchemaDraft {
  const found = resolved(draft)
  const named = resolved(keys)
  if (found.kind === 'union') return unionDraft(found.options.map((option) => chosen(option, keys, by)))
  const fields = objectFields(draft)
  if (!fields || named.kind !== 'literal') return unread(draft, by)
  const isNamed = ({ name }: FieldDraft): boolean => named.values.some((value) => String(value) === name)
  const kept = fields.filter((field) => isNamed(field) === (by === 'pick'))
  const present = fields.filter(isNamed).map(({ name }) => name)
  if (!present.length) return by === 'omit' ? draft : objectDraft([])
  return objectDraft(
    kept,
    draft.kind === 'reference' && found.kind === 'object' ? { base: draft.named, by, keys: present } : undefined,
  )
}

function unread(draft: SchemaDraft, word: string): SchemaDraft {
  return draft.kind === 'unknown' && draft.remarks ? draft : unknownDraft('type', `${word} of what is no known object`)
}

function filtered(draft: SchemaDraft, taken: SchemaDraft, isKept: boolean): SchemaDraft {
  const found = resolved(draft)
  const other = resolved(taken)
  if (found.kind === 'literal' && other.kind === 'literal')
    return literalDraft(found.values.filter((value) => other.values.includes(value) === isKept))
  if (found.kind === 'union' && other.kind === 'object') {
    const fits = (option: SchemaDraft): boolean =>
      other.fields.every(({ name, draft: wanted }) => {
        const field = objectFields(option)?.find((each) => each.name === name)
        const value = field && resolved(field.draft)
        const told = resolved(wanted)
        return (
          value?.kind === 'literal' &&
          told.kind === 'literal' &&
          value.values.every((each) => told.values.includes(each))
        )
      })
    return unionDraft(found.options.filter((option) => fits(option) === isKept))
  }
  if (!isKept && (other.kind === 'nothing' || other.kind === 'null')) return withoutNothing(draft)
  return unknownDraft('type', `${isKept ? 'Extract' : 'Exclude'}: not read`)
}

function parametersOf(draft: SchemaDraft): SchemaDraft {
  const found = resolved(draft)
  if (found.kind !== 'function') return unread(draft, 'Parameters')
  const items = found.parameters.map((each) =>
    each.isOptional ? ({ kind: 'optional', inner: each.draft } as const) : each.draft,
  )
  return { kind: 'tuple', items }
}
