import { contains } from '../containment/containment.js'
import { flagsKeyword } from '../containment/schema/dialect.js'
import { hashOf } from '../text-hash.js'

/** What zod says of a check, as far as it is read here. */
interface Check {
  readonly check?: string
  readonly format?: string
  readonly pattern?: RegExp
  readonly position?: number
  readonly hostname?: RegExp
  readonly protocol?: RegExp
  readonly alg?: string | null
  readonly fn?: unknown
  readonly when?: unknown
}

/** What zod says of a schema, as far as it is read here. */
export interface ZodPart {
  readonly _zod: {
    readonly def: Check & {
      readonly type?: string
      readonly mode?: string
      readonly keyType?: ZodPart
      readonly checks?: readonly { readonly _zod: { readonly def: Check } }[]
    }
    readonly pattern?: RegExp
  }
}

type Written = Record<string, unknown>

/** Names the keyword of ours that lists what a schema checks and JSON Schema has no keyword for. */
export const checksKeyword = 'x-checks'

/** Adds to what zod wrote of a schema what it left out: flags of patterns, and checks that have no keyword. */
export function addUnsaid(zodSchema: ZodPart, written: Written): void {
  const checks = checksOf(zodSchema)
  addFlags(checks, zodSchema._zod.pattern, written)
  const names = [...checks.flatMap((check) => namesFor(check, written)), ...keysOf(zodSchema)]
  if (names.length > 0) written[checksKeyword] = [...new Set(names)].sort()
}

function checksOf({ _zod: { def } }: ZodPart): Check[] {
  return [...(def.check === undefined ? [] : [def]), ...(def.checks ?? []).map(({ _zod }) => _zod.def)]
}

/** Gives the flags that a pattern is read with; zod asks about a place by the characters before it, whatever they are. */
function flagsOf({ check, format, pattern, position }: Check): string {
  return (
    check === 'string_format' && format === 'includes' && position !== undefined ? 's' : (pattern?.flags ?? '')
  ).replace(/[dg]/g, '')
}

function addFlags(checks: readonly Check[], own: RegExp | undefined, written: Written): void {
  const flags = new Map<string, string>()
  if (own) flags.set(own.source, flagsOf({ pattern: own }))
  for (const check of checks) if (check.pattern) flags.set(check.pattern.source, flagsOf(check))
  const add = (part: Written): void => {
    const given = flags.get(String(part['pattern']))
    if (given !== undefined && areMissed(String(part['pattern']), given)) part[flagsKeyword] = given
  }
  if (typeof written['pattern'] === 'string') add(written)
  for (const part of (written['allOf'] as Written[] | undefined) ?? [])
    if (typeof part['pattern'] === 'string') add(part)
}

const missed = new Map<string, boolean>()
// as good as never reached: what is written must not depend on how busy a machine is
const judgingMs = 5000

// signs, escapes and groups that no letter beyond ASCII fits, and that are read alike with the flag `u` and without
const asciiAlone =
  /^(?:[^\\.[\](){}\u0080-\uffff]|\\[dw./\\^$*+?()[\]{}|-]|[(](?![?])|[(][?](?:[:=!]|<[=!])|[)]|[{]\d+(?:,\d*)?[}]|\[(?!\^)(?:[^\\[\]\u0080-\uffff]|\\[dw./\\^$*+?()[\]{}|-])*\])*$/

/** Returns whether a pattern plainly means the same with the flags of a reader of JSON Schema, so that nothing has to be searched. */
function isPlain(source: string, flags: string): boolean {
  if (flags === 'u') return true
  return flags === '' && asciiAlone.test(source) && isReadAsUnicode(source)
}

function isReadAsUnicode(source: string): boolean {
  try {
    return new RegExp(source, 'u').unicode
  } catch {
    return false
  }
}

/** Returns whether a pattern means something else without its flags, as a reader of JSON Schema reads it. */
function areMissed(source: string, flags: string): boolean {
  const key = `${flags}/${source}`
  const known = missed.get(key)
  if (known !== undefined) return known
  if (isPlain(source, flags)) return false
  const [told, bare] = [{ pattern: source, [flagsKeyword]: flags }, { pattern: source }]
  const isSame = [contains(told, bare, { timeoutMs: judgingMs }), contains(bare, told, { timeoutMs: judgingMs })].every(
    ({ verdict }) => verdict === 'proved',
  )
  missed.set(key, !isSame)
  return !isSame
}

/** Returns whether a function is one of the fields' own, whose bounds the schema says in keywords. */
function isOfFields(fn: unknown): boolean {
  return typeof fn === 'function' && ('min' in fn || 'entries' in fn)
}

function namesFor({ check, format, hostname, protocol, alg, fn, when }: Check, written: Written): string[] {
  if (check === 'custom' && !('checkId' in written) && !isOfFields(fn))
    return [`refine:${hashOf(`${fn}${when ?? ''}`)}`]
  if (check !== 'string_format') return []
  return [
    ...(hostname ? [`hostname:${hostname}`] : []),
    ...(protocol ? [`protocol:${protocol}`] : []),
    ...(format === 'jwt' && alg ? [`alg:${alg}`] : []),
    ...(typeof fn === 'function' ? [`format:${hashOf(String(fn))}`] : []),
  ]
}

/** Names the patterns for keys whose flags stand nowhere: those of a record that passes over other keys. */
function keysOf({ _zod: { def } }: ZodPart): string[] {
  if (def.type !== 'record' || def.mode !== 'loose' || !def.keyType) return []
  return checksOf(def.keyType).flatMap((check) => {
    const { pattern } = check
    return pattern && areMissed(pattern.source, flagsOf(check)) ? [`keys:${pattern}`] : []
  })
}
