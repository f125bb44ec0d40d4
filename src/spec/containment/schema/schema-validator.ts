import type { Tick } from '../clock.js'
import { codePointLength, isJsonObject, type JsonObject, type JsonValue, kindOf, toCanonicalText } from '../json.js'
import { isMultipleOf, toRational } from '../rational.js'
import { toPattern } from '../regex/pattern.js'
import { isMatch } from '../regex/pattern-match.js'
import { flagsKeyword } from './dialect.js'
import { formatBounds, isOfFormat, isSpelledOut } from './format.js'
import type { KeywordPath } from './keyword-context.js'
import type { SchemaDocument, SchemaPlace } from './schema-document.js'

/** Whether a value is valid, or nothing where a format can't be judged, and what parts were looked at. */
interface Report {
  valid: boolean | undefined
  readonly keys: Set<string>
  readonly items: Set<number>
}

type Keywords = ReadonlyMap<string, unknown>

const countKeywords = [
  ['minLength', 'string', 1],
  ['maxLength', 'string', -1],
  ['minItems', 'array', 1],
  ['maxItems', 'array', -1],
  ['minProperties', 'object', 1],
  ['maxProperties', 'object', -1],
] as const

const isOfType = (value: JsonValue, name: string): boolean =>
  name === 'integer' ? Number.isInteger(value) : kindOf(value) === name

const sizeOf = (value: JsonValue): number => {
  if (typeof value === 'string') return codePointLength(value)
  return Array.isArray(value) ? value.length : isJsonObject(value) ? Object.keys(value).length : 0
}

const isSame = (left: JsonValue, right: JsonValue): boolean => toCanonicalText(left) === toCanonicalText(right)

/** Judges single values by the text of a schema, with no help from the solver's own model of it. */
export class SchemaValidator {
  constructor(
    readonly document: SchemaDocument,
    readonly ignoresFormat: boolean,
    readonly tick: Tick,
  ) {}

  /** Returns whether a value is valid; nothing where that turns on a format that can't be judged. */
  isValid(value: JsonValue): boolean | undefined {
    return this.#report(this.document.root, value).valid
  }

  #report(place: SchemaPlace, value: JsonValue): Report {
    this.tick()
    const report: Report = { valid: true, keys: new Set(), items: new Set() }
    if (typeof place.schema === 'boolean') report.valid = place.schema
    if (!isJsonObject(place.schema)) return report
    const { keywords, origins } = this.document.read(place.schema)
    this.tick(keywords.size + (typeof value === 'object' && value !== null ? Object.keys(value).length >> 2 : 0))
    const ask: Ask = ([keyword, within], schema, part) =>
      this.#report(this.document.childOf(place, schema, origins.get(keyword) ?? keyword, within), part)
    this.#checkScalars(keywords, value, report)
    this.#checkBranches(place, keywords, value, report, ask)
    if (Array.isArray(value)) this.#checkArray(keywords, value, report, ask)
    else if (isJsonObject(value)) this.#checkObject(keywords, value, report, ask)
    return report
  }

  #checkScalars(keywords: Keywords, value: JsonValue, report: Report): void {
    const type = keywords.get('type') as string | string[] | undefined
    const check = (ok: boolean | undefined): void => note(report, ok)
    if (type !== undefined)
      check(typeof type === 'string' ? isOfType(value, type) : type.some((name) => isOfType(value, name)))
    if (keywords.has('const')) check(isSame(keywords.get('const') as JsonValue, value))
    const values = keywords.get('enum') as JsonValue[] | undefined
    if (values) check(values.some((candidate) => isSame(candidate, value)))
    const ownKind = kindOf(value)
    for (const [keyword, kind, sign] of countKeywords) {
      if (ownKind !== kind) continue
      const count = keywords.get(keyword) as number | undefined
      if (count !== undefined) check(sizeOf(value) * sign >= count * sign)
    }
    if (typeof value === 'number') {
      const bound = (keyword: string): number => (keywords.get(keyword) as number | undefined) ?? Number.NaN
      check(!(value < bound('minimum')) && !(value > bound('maximum')))
      check(!(value <= bound('exclusiveMinimum')) && !(value >= bound('exclusiveMaximum')))
      if (keywords.has('multipleOf')) check(isMultipleOf(toRational(value), toRational(bound('multipleOf'))))
    }
    if (typeof value === 'string' && keywords.has('pattern')) {
      const flags = keywords.get(flagsKeyword) as string | undefined
      check(isMatch(toPattern(keywords.get('pattern') as string, flags), value, this.tick))
    }
    const format = keywords.get('format') as string | undefined
    if (format !== undefined && !this.ignoresFormat && !isSpelledOut(format, keywords.get('pattern')))
      check(judgeFormat(format, value, this.tick))
  }

  #checkBranches(place: SchemaPlace, keywords: Keywords, value: JsonValue, report: Report, ask: Ask): void {
    const list = (keyword: string): Report[] =>
      ((keywords.get(keyword) as unknown[] | undefined) ?? []).map((schema, index) =>
        ask([keyword, index], schema, value),
      )
    const reference = keywords.get('$ref') as string | undefined
    if (reference !== undefined) absorb(report, this.#report(this.document.resolve(reference, place), value))
    for (const branch of list('allOf')) absorb(report, branch)
    const [any, one] = [list('anyOf'), list('oneOf')]
    if (any.length > 0) note(report, anyAnswer(any))
    if (one.length > 0) note(report, oneAnswer(one))
    for (const branch of [...any, ...one]) if (branch.valid) keep(report, branch)
    if (keywords.has('not')) note(report, opposite(ask(['not'], keywords.get('not'), value).valid))
    if (!keywords.has('if')) return
    const condition = ask(['if'], keywords.get('if'), value)
    if (condition.valid === undefined) report.valid = report.valid === false ? false : undefined
    if (condition.valid) keep(report, condition)
    const keyword = condition.valid ? 'then' : 'else'
    if (keywords.has(keyword)) absorb(report, ask([keyword], keywords.get(keyword), value))
  }

  #checkArray(keywords: Keywords, value: JsonValue[], report: Report, ask: Ask): void {
    const prefix = (keywords.get('prefixItems') as unknown[] | undefined) ?? []
    if (keywords.get('uniqueItems') === true) note(report, new Set(value.map(toCanonicalText)).size === value.length)
    value.forEach((item, index) => {
      const isPrefix = index < prefix.length
      if (!isPrefix && !keywords.has('items')) return
      note(
        report,
        isPrefix
          ? ask(['prefixItems', index], prefix[index], item).valid
          : ask(['items'], keywords.get('items'), item).valid,
      )
      report.items.add(index)
    })
    if (keywords.has('contains')) this.#checkContains(keywords, value, report, ask)
    if (!keywords.has('unevaluatedItems')) return
    value.forEach((item, index) => {
      if (report.items.has(index)) return
      note(report, ask(['unevaluatedItems'], keywords.get('unevaluatedItems'), item).valid)
      report.items.add(index)
    })
  }

  #checkContains(keywords: Keywords, value: JsonValue[], report: Report, ask: Ask): void {
    const answers = value.map((item) => ask(['contains'], keywords.get('contains'), item).valid)
    const [least, most] = [
      (keywords.get('minContains') as number) ?? 1,
      (keywords.get('maxContains') as number) ?? Infinity,
    ]
    const sure = answers.filter((answer) => answer === true).length
    if (answers.includes(undefined)) note(report, undefined)
    else note(report, sure >= least && sure <= most)
    if (this.document.dialect !== '2020-12') return
    for (const [index, answer] of answers.entries()) if (answer) report.items.add(index)
  }

  #checkObject(keywords: Keywords, value: JsonObject, report: Report, ask: Ask): void {
    const record = (keyword: string): Record<string, unknown> =>
      (keywords.get(keyword) as Record<string, unknown>) ?? {}
    const requires = (names: unknown): void => {
      for (const name of names as string[]) note(report, Object.hasOwn(value, name))
    }
    if (keywords.has('required')) requires(keywords.get('required'))
    for (const keyword of ['dependentRequired', 'dependentSchemas', 'dependencies']) {
      for (const [key, rule] of Object.entries(record(keyword))) {
        if (!Object.hasOwn(value, key)) continue
        if (Array.isArray(rule)) requires(rule)
        else absorb(report, ask([keyword, key], rule, value))
      }
    }
    for (const [key, part] of Object.entries(value)) this.#checkProperty(keywords, key, part, report, ask)
    if (!keywords.has('unevaluatedProperties')) return
    for (const [key, part] of Object.entries(value)) {
      if (report.keys.has(key)) continue
      note(report, ask(['unevaluatedProperties'], keywords.get('unevaluatedProperties'), part).valid)
      report.keys.add(key)
    }
  }

  #checkProperty(keywords: Keywords, key: string, part: JsonValue, report: Report, ask: Ask): void {
    const properties = (keywords.get('properties') as Record<string, unknown>) ?? {}
    const patterns = Object.entries((keywords.get('patternProperties') as Record<string, unknown>) ?? {})
    if (keywords.has('propertyNames')) note(report, ask(['propertyNames'], keywords.get('propertyNames'), key).valid)
    const rules: Report[] = Object.hasOwn(properties, key) ? [ask(['properties', key], properties[key], part)] : []
    for (const [source, schema] of patterns) {
      const picked = isMatch(toPattern(source), key, this.tick)
      if (picked === undefined) note(report, undefined)
      else if (picked) rules.push(ask(['patternProperties', source], schema, part))
    }
    if (rules.length === 0 && keywords.has('additionalProperties')) {
      rules.push(ask(['additionalProperties'], keywords.get('additionalProperties'), part))
    }
    for (const rule of rules) note(report, rule.valid)
    if (rules.length > 0) report.keys.add(key)
  }
}

type Ask = (path: KeywordPath, schema: unknown, part: JsonValue) => Report

const note = (report: Report, answer: boolean | undefined): void => {
  if (report.valid !== false && answer !== true) report.valid = answer
}

const keep = (report: Report, branch: Report): void => {
  for (const key of branch.keys) report.keys.add(key)
  for (const index of branch.items) report.items.add(index)
}

const absorb = (report: Report, branch: Report): void => {
  note(report, branch.valid)
  keep(report, branch)
}

const opposite = (answer: boolean | undefined): boolean | undefined => (answer === undefined ? undefined : !answer)

const anyAnswer = (branches: readonly Report[]): boolean | undefined => {
  if (branches.some(({ valid }) => valid === true)) return true
  return branches.some(({ valid }) => valid === undefined) ? undefined : false
}

const oneAnswer = (branches: readonly Report[]): boolean | undefined => {
  const held = branches.filter(({ valid }) => valid === true).length
  if (held > 1) return false
  return branches.some(({ valid }) => valid === undefined) ? undefined : held === 1
}

const judgeFormat = (format: string, value: JsonValue, tick: Tick): boolean | undefined =>
  typeof value === 'string' ? isOfFormat(format, value, tick) : formatBounds(format) ? true : undefined
