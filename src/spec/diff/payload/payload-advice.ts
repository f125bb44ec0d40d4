import type { JsonObject, JsonValue } from '../../containment/json.js'
import type { Policy } from '../rules/policy.js'
import type { Companion } from '../rules/rule-entry.js'
import { nameIn } from '../schema/field-path.js'
import { overlapOf } from '../schema/format-overlap.js'
import type { SchemaChange } from '../schema/schema-change.js'

/** What the author can do about a change, and what stands beside the old meanwhile. */
export interface Counsel {
  readonly advice?: string
  readonly beside?: Companion
}

/** What decides, besides a change itself, what to do about it. */
export interface Circumstances {
  readonly isFromServer: boolean
  /** Whether new readers may meet what old senders send, and old readers what new senders send. */
  readonly isSafe: { readonly forth: boolean; readonly back: boolean }
  readonly policy: Policy
}

/** Finds what to do about a change where that takes more than the change alone: who sends it, and whom it breaks. */
export function counselOn(change: SchemaChange, { isFromServer, isSafe, policy }: Circumstances): Counsel {
  const { rule, path, detail } = change
  if (rule === 'F19') return shapeCounsel(detail, policy)
  if (rule === 'F12') return { advice: renameAdvice(nameIn(path), (detail as { to: string }).to, isFromServer) }
  if (rule === 'F08' && isFromServer) return { advice: nullAdvice(nameIn(path)) }
  if ((rule === 'F13' || rule === 'F26') && nameIn(path) === undefined)
    return { advice: 'add an event of another name, and retire this one' }
  if (rule !== 'F01' && rule !== 'F03') return {}
  if (!isSafe.back)
    return {
      advice:
        'let readers drop undeclared keys first, and add it once no old reader is left that refuses them; or add an event of another name',
    }
  return isSafe.forth
    ? {}
    : {
        advice:
          'an old sender, which keeps undeclared keys, may send anything by this name: take one that nobody sends',
      }
}

function nullAdvice(name: string | undefined): string {
  return `two releases: first of clients, which show something of their own where ${name === undefined ? 'the payload' : `\`${name}\``} is null, while servers go on sending a value; then, once no older client is left, of servers, which may send null`
}

function renameAdvice(from: string | undefined, to: string, isFromServer: boolean): string {
  return isFromServer
    ? `send both \`${from}\` and \`${to}\` until no client is left that reads \`${from}\`; a field has no alias of its own`
    : `take either of \`${from}\` and \`${to}\` until no client is left that sends \`${from}\`; a field has no alias of its own`
}

/** Where no text fits the old shape and the new one, nobody can send what both ends take. */
function shapeCounsel(detail: unknown, policy: Policy): Counsel {
  const [was, is] = [0, 1].map((side) => shapeIn(detail, side)) as [JsonObject, JsonObject]
  const overlap = overlapOf(was, is, policy)
  if (overlap === 'some') return {}
  return overlap === 'none'
    ? { beside: 'field', advice: 'no text fits both: add a second field for the new texts, and retire this one' }
    : { advice: 'send only what fits both until no old end is left; if nothing does, add a second field beside it' }
}

/** Reads the old shape, or the new one, of pairs of keywords. */
function shapeIn(detail: unknown, side: number): JsonObject {
  const pairs = Object.entries(detail as { readonly [keyword: string]: readonly JsonValue[] })
  return Object.fromEntries(
    pairs.flatMap(([key, { [side]: value = null }]): [string, JsonValue][] => (value === null ? [] : [[key, value]])),
  )
}
