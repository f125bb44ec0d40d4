import { nearName } from '../../contract/nearest-name.js'
import type { JsonSchema } from '../../guards/json-schema.js'
import type { FieldUse, PayloadUse, Use } from '../model/use.js'
import { renamedFields, type Vocabulary } from '../vocabulary/vocabulary.js'
import { declaredKeys, usedKey } from './declared-events.js'
import { type NamedUse, namedUses } from './event-scope.js'
import { renameField } from './field-rewrite.js'
import type { ScanFinding, ScanRule } from './rule.js'
import { declaredFields, type FieldSet } from './schema-fields.js'

/** Finds fields that older releases name so. */
export const legacyField: ScanRule = {
  id: 'legacy-field',
  summary: 'A field by the name that an older release gave it.',
  advice: 'Use the name that the contract has today.',
  find: (uses, vocabulary) => findings(uses, vocabulary, legacyField.id),
}

/** Finds fields that a payload does not have. */
export const unknownField: ScanRule = {
  id: 'unknown-field',
  summary: 'A field that the payload does not have.',
  advice: 'Take it out, or declare it in the contract: undeclared fields never arrive.',
  find: (uses, vocabulary) => findings(uses, vocabulary, unknownField.id),
}

/** Finds payloads that lack a field that they have to have. */
export const missingField: ScanRule = {
  id: 'missing-field',
  summary: 'A payload that is written out without a field that it has to have.',
  advice: 'Add the field: without it the payload is refused.',
  find: (uses, vocabulary) => findings(uses, vocabulary, missingField.id),
}

function findings(uses: readonly Use[], vocabulary: Vocabulary, rule: string): ScanFinding[] {
  const declared = declaredKeys(uses)
  return namedUses(uses, vocabulary).flatMap((each) => {
    const found = eventFindings(each).filter((finding) => finding.rule === rule)
    // a type of the code's own says the field too: it has to be changed first
    const isHeld = each.use.payload?.isTyped || declared.has(usedKey(each))
    return isHeld ? found.map((finding) => ({ ...finding, fix: undefined })) : found
  })
}

/** Lists what is wrong with the fields of one use, where the contract says which there are. */
function eventFindings(each: NamedUse): ScanFinding[] {
  const { use, events, namespaces, name, direction } = each
  const { payload } = use
  const schemas = events.flatMap(({ json }) => (json.payload ? [json.payload] : []))
  // several contracts of one name, or none that says what it carries: nothing is certain
  if (!payload || !schemas.length || schemas.length !== events.length) return []
  const renamed = Object.assign({}, ...namespaces.map(({ json }) => renamedFields(json, direction, name)))
  return fieldFindings(payload, schemas, { event: name, renamed, isSent: use.kind === 'emit', path: '' })
}

interface Reading {
  readonly event: string
  readonly renamed: Readonly<Record<string, string>>
  readonly isSent: boolean
  readonly path: string
}

function fieldFindings(payload: PayloadUse, schemas: readonly JsonSchema[], reading: Reading): ScanFinding[] {
  const sets = schemas.map(declaredFields)
  if (sets.some((set) => !set || set.isOpen)) return []
  const known = sets as FieldSet[]
  const names = [...new Set(known.flatMap(({ fields }) => [...fields.keys()]))]
  const found = payload.fields.flatMap((field) => {
    const inner = known.flatMap(({ fields }) => fields.get(field.key) ?? [])
    if (inner.length)
      return field.inner
        ? fieldFindings(field.inner, inner, { ...reading, renamed: {}, path: `${reading.path}${field.key}.` })
        : []
    return [fieldFinding(field, names, payload, reading)]
  })
  return [...found, ...missingFindings(payload, known, reading)]
}

function fieldFinding(
  field: FieldUse,
  names: readonly string[],
  payload: PayloadUse,
  { event, renamed, path }: Reading,
): ScanFinding {
  const today = Object.hasOwn(renamed, field.key) ? renamed[field.key] : undefined
  const shown = path + field.key
  if (today !== undefined && names.includes(today)) {
    const isTwice = payload.fields.some(({ key }) => key === today)
    return {
      rule: legacyField.id,
      place: field.place,
      name: field.key,
      canonical: today,
      message: `${shown} of ${event} is ${path}${today} today`,
      advice: legacyField.advice,
      fix: isTwice ? undefined : [renameField(field, today)],
    }
  }
  const near = nearName(
    field.key,
    names.filter((name) => !payload.fields.some(({ key }) => key === name)),
  )
  return {
    rule: unknownField.id,
    place: field.place,
    name: field.key,
    canonical: near,
    message: `${event} has no field ${shown}${near === undefined ? '' : `: ${path}${near} was probably meant`}`,
    advice: near === undefined ? unknownField.advice : `Write ${near}, or declare ${field.key} in the contract.`,
  }
}

function missingFindings(
  payload: PayloadUse,
  known: readonly FieldSet[],
  { event, renamed, isSent, path }: Reading,
): ScanFinding[] {
  if (!isSent || !payload.isWhole) return []
  const needed = known.map(({ required }) => required).reduce((all, each) => all.filter((name) => each.includes(name)))
  const isThere = (name: string): boolean => payload.fields.some(({ key }) => key === name || renamed[key] === name)
  return needed
    .filter((name) => !isThere(name))
    .map((name) => ({
      rule: missingField.id,
      place: payload.place,
      name: path + name,
      message: `${event} has to have ${path}${name}, and is sent without it`,
      advice: missingField.advice,
    }))
}
