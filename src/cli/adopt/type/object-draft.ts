import { type FieldDraft, type Remark, resolved, type SchemaDraft } from '../draft.js'

/** Lists the fields of an object, also where it stands for several; nothing for what is none. */
export function objectFields(draft: SchemaDraft): readonly FieldDraft[] | undefined {
  const found = resolved(draft)
  if (found.kind === 'object') return found.fields
  if (found.kind === 'nullable' || found.kind === 'optional') return objectFields(found.inner)
  if (found.kind !== 'union') return undefined
  const all = found.options.map((option) => objectFields(option))
  // what a choice of objects has, each of them has
  const [first = [], ...others] = all.map((fields) => fields ?? [])
  return first.flatMap((field) => {
    const same = others.map((fields) => fields.find(({ name }) => name === field.name))
    if (same.includes(undefined)) return []
    const options = [field, ...same].flatMap((each) => (each ? [each.draft] : []))
    return [{ ...field, draft: unionDraft(options), isOptional: [field, ...same].some((each) => each?.isOptional) }]
  })
}

/** Puts fields together; later ones replace earlier ones of the same name. */
export function mergedFields(...lists: readonly (readonly FieldDraft[])[]): FieldDraft[] {
  const merged = new Map<string, FieldDraft>()
  for (const field of lists.flat()) {
    const known = merged.get(field.name)
    merged.set(field.name, known && field.comment === undefined ? { ...field, comment: known.comment } : field)
  }
  return [...merged.values()]
}

/** Makes a choice of drafts, without what is said twice. */
export function unionDraft(options: readonly SchemaDraft[]): SchemaDraft {
  const flat = options.flatMap((option) =>
    option.kind === 'union' && !option.discriminator ? option.options : [option],
  )
  const remarks = options.flatMap((option) => (option.kind === 'union' ? (option.remarks ?? []) : []))
  const isOptional = flat.some(({ kind }) => kind === 'nothing' || kind === 'optional')
  const isNullable = flat.some(({ kind }) => kind === 'null' || kind === 'nullable')
  const bare = flat
    .map((option) => (option.kind === 'optional' || option.kind === 'nullable' ? innermost(option) : option))
    .filter(({ kind }) => kind !== 'nothing' && kind !== 'null')
  const united = choiceOf(withoutTwins(literalsTogether(bare)), remarks)
  if (!united) return isNullable ? { kind: 'null' } : { kind: 'nothing' }
  const nullable: SchemaDraft = isNullable ? { kind: 'nullable', inner: united } : united
  return isOptional ? { kind: 'optional', inner: nullable } : nullable
}

function choiceOf(options: readonly SchemaDraft[], remarks: SchemaDraft['remarks']): SchemaDraft | undefined {
  const [one, ...others] = options
  if (!one || !others.length) return one
  // `unknown` takes whatever the others do
  const widest = options.find(({ kind }) => kind === 'unknown')
  if (widest) return widest
  const discriminator = discriminatorOf(options)
  if (discriminator !== undefined) return { kind: 'union', options, discriminator, ...(remarks?.length && { remarks }) }
  const ordered = fullestFirst(options)
  const all = [...(remarks ?? []), ...(mayLoseFields(ordered) ? [undecided] : [])]
  return { kind: 'union', options: ordered, ...(all.length && { remarks: all }) }
}

const undecided: Remark = {
  topic: 'type',
  words: 'a choice that no field decides: what fits an earlier option loses the fields of a later one',
}

/** Returns whether an object of one option may be taken for one of an earlier option, which has not all of its fields. */
function mayLoseFields(options: readonly SchemaDraft[]): boolean {
  const objects = options.flatMap((option) => {
    const found = itemOf(option)
    return found.kind === 'object' ? [found.fields] : []
  })
  return objects.some((earlier, at) =>
    objects.slice(at + 1).some((later) => {
      const has = (fields: readonly FieldDraft[], name: string): boolean => fields.some((field) => field.name === name)
      const isTaken = earlier.every(({ name, isOptional, draft }) => {
        const other = later.find((field) => field.name === name)
        return isOptional || (other !== undefined && !areApart(draft, other.draft))
      })
      return isTaken && later.some(({ name }) => !has(earlier, name))
    }),
  )
}

/** Returns whether no value fits two drafts, as with two words. */
function areApart(one: SchemaDraft, other: SchemaDraft): boolean {
  const [first, second] = [resolved(one), resolved(other)]
  if (first.kind === 'literal' && second.kind === 'literal')
    return !first.values.some((value) => second.values.includes(value))
  const scalars = ['text', 'number', 'boolean', 'list', 'object', 'null']
  return first.kind !== second.kind && scalars.includes(first.kind) && scalars.includes(second.kind)
}

function innermost(draft: SchemaDraft): SchemaDraft {
  return draft.kind === 'optional' || draft.kind === 'nullable' ? innermost(draft.inner) : draft
}

function literalsTogether(options: readonly SchemaDraft[]): SchemaDraft[] {
  const values = options.flatMap((option) => (option.kind === 'literal' && !option.labels ? option.values : []))
  const unique = [...new Set(values)]
  if (unique.length < 2) return [...options]
  const others = options.filter((option) => option.kind !== 'literal' || option.labels)
  const isFlag = unique.includes(true) && unique.includes(false)
  const rest = isFlag ? unique.filter((value) => typeof value !== 'boolean') : unique
  const words: SchemaDraft[] = rest.length ? [{ kind: 'literal', values: rest }] : []
  const at = options.findIndex((option) => option.kind === 'literal' && !option.labels)
  return [...others.slice(0, at), ...words, ...(isFlag ? [{ kind: 'boolean' } as const] : []), ...others.slice(at)]
}

function withoutTwins(options: readonly SchemaDraft[]): SchemaDraft[] {
  const seen = new Set<unknown>()
  return options.filter((option) => {
    const key = option.kind === 'reference' ? option.named : JSON.stringify(keyed(option))
    return seen.size < seen.add(key).size
  })
}

/** Writes a draft for comparison: names by where they are declared, since what they stand for may hold itself. */
export function keyed(draft: unknown): unknown {
  if (Array.isArray(draft)) return draft.map(keyed)
  if (typeof draft !== 'object' || draft === null) return draft
  if ('typeName' in draft && 'file' in draft) return `${draft.file}#${draft.typeName}`
  return Object.fromEntries(Object.entries(draft).map(([key, each]) => [key, keyed(each)]))
}

/** Finds the field whose value tells each of several objects from the others. */
function discriminatorOf(options: readonly SchemaDraft[]): string | undefined {
  const all = options.map((option) => {
    const found = resolved(option)
    return found.kind === 'object' ? found.fields : undefined
  })
  if (all.includes(undefined)) return undefined
  return all[0]?.find(({ name }) => {
    const told = all.map((fields) => {
      const field = fields?.find((each) => each.name === name)
      const value = field && !field.isOptional ? resolved(field.draft) : undefined
      return value?.kind === 'literal' ? value.values : undefined
    })
    const values = told.flatMap((each) => each ?? [])
    return !told.includes(undefined) && new Set(values).size === values.length
  })?.name
}

/** Puts objects that require more before those that require less, which would take their place and drop fields. */
function fullestFirst(options: readonly SchemaDraft[]): SchemaDraft[] {
  const required = (option: SchemaDraft): number => {
    const found = itemOf(option)
    return found.kind === 'object' ? found.fields.filter(({ isOptional }) => !isOptional).length : -1
  }
  return [...options].sort((one, other) => required(other) - required(one))
}

/** Returns what a list holds, or what is no list. */
function itemOf(draft: SchemaDraft): SchemaDraft {
  const found = resolved(draft)
  return found.kind === 'list' ? itemOf(found.item) : found
}
