import { contains } from '../../containment/containment.js'
import { isJsonObject, type JsonObject, type JsonValue, toCanonicalText } from '../../containment/json.js'
import { spelledBytes, withBytes } from '../../spelled-bytes.js'
import { checksKeyword } from '../../zod/unsaid-check.js'
import { type Damage, damageIn } from '../payload/witness-damage.js'
import type { Policy } from '../rules/policy.js'
import { toSchemaTree } from '../schema/schema-tree.js'
import { toAccepted, toProduced } from '../schema/wire-side.js'
import { drawnValues, fitsOf } from './drawn-values.js'
import { isTrivial, type Passage } from './passage.js'

/** Whether what one end sends fits what the other end reads once a row was applied. */
export type PassageVerdict =
  | { readonly kind: 'fits'; readonly by: 'proof' | 'witnesses' }
  | {
      readonly kind: 'misfit'
      readonly words: string
      /** What arrives, and does not fit. */
      readonly witness?: { readonly value: JsonValue; readonly damage: Damage | undefined }
    }
  | { readonly kind: 'unclear'; readonly reason: string }

/** Judges a passage: by containment where schemas show what comes of the row, by drawn values where a function does it. */
export function judgePassage(passage: Passage, policy: Policy): PassageVerdict {
  if (isTrivial(passage)) return { kind: 'fits', by: 'proof' }
  try {
    const hidden = newChecks(passage)
    if (hidden) return { kind: 'unclear', reason: `\`${hidden}\` names a check that a JSON Schema does not hold` }
    return judged(passage, policy)
  } catch {
    return { kind: 'unclear', reason: 'a schema of it can not be read' }
  }
}

function judged(passage: Passage, policy: Policy): PassageVerdict {
  const [sent, read] = [toSchemaTree(passage.sent, 'old'), toSchemaTree(passage.read, 'new')]
  const [produced, accepted] = [toProduced(sent, policy, read), toAccepted(read, policy, sent)]
  const spelled = passage.respell(produced)
  if (spelled) {
    const answer = contains(spelled, accepted, policy)
    if (answer.verdict === 'proved') return { kind: 'fits', by: 'proof' }
    if (answer.verdict === 'refuted') return misfit(passage, answer.witness)
    return { kind: 'unclear', reason: answer.reason }
  }
  return judgedByValues(passage, produced, accepted, policy)
}

function judgedByValues(passage: Passage, produced: JsonObject, accepted: JsonObject, policy: Policy): PassageVerdict {
  const { map, way, example } = passage
  if (!map)
    return {
      kind: 'unclear',
      reason: `what the function \`${way}\` makes of it is not known: no module was found that exports the table`,
    }
  const fits = fitsOf(accepted)
  const values = drawnValues(produced, accepted, example, policy.timeoutMs)
  if (!values.length)
    return { kind: 'unclear', reason: 'no value can be drawn that fits it: give the event an example' }
  const asked = askedValues(passage, policy)
  for (const [index, value] of values.entries()) {
    const made = madeOf(map, value, asked[index % asked.length], passage)
    if (made === undefined)
      return {
        kind: 'misfit',
        words: `the function \`${way}\` throws, or answers nothing, for a ${passage.part} that fits`,
      }
    if (!isRefusal(made.value) && !fits(made.value)) return misfit(passage, made.value)
  }
  return { kind: 'fits', by: 'witnesses' }
}

function askedValues({ asked }: Passage, policy: Policy): readonly (JsonValue | undefined)[] {
  if (!asked) return [undefined]
  const tree = toSchemaTree(asked.schema, 'old')
  const produced = toProduced(tree, policy, tree)
  const values = drawnValues(produced, produced, asked.example, policy.timeoutMs)
  return values.length ? values : [asked.example]
}

/** Applies a row to a value, as it is sent over a wire; nothing where the row has none to give. */
function madeOf(
  map: NonNullable<Passage['map']>,
  value: JsonValue,
  asked: JsonValue | undefined,
  { sent, asked: question, part, way }: Passage,
): { readonly value: JsonValue } | undefined {
  try {
    const made = map(
      withBytes(sent, value),
      question && asked !== undefined ? withBytes(question.schema, asked) : asked,
    )
    // what was no reply of an earlier version stays as it is
    if (made === undefined && (part === 'payload' || way === 'down')) return undefined
    const carried = made === undefined ? value : spelledBytes(made)
    return { value: JSON.parse(JSON.stringify(carried ?? null)) as JsonValue }
  } catch {
    return undefined
  }
}

function isRefusal(value: JsonValue): boolean {
  return isJsonObject(value) && isJsonObject(value['error']) && typeof value['error']['code'] === 'string'
}

function misfit({ read, part }: Passage, value: JsonValue): PassageVerdict {
  return {
    kind: 'misfit',
    words: `a ${part} that fits on one end does not on the other`,
    witness: { value, damage: damageIn(read, value) },
  }
}

const unseen = ['checkId', checksKeyword, 'x-maxCharacters']

/** Finds a check of the reading end that its schema does not show, and the sending end does not have. */
function newChecks({ sent, read }: Passage): string | undefined {
  const known = new Set(checksIn(sent as JsonValue).map(({ text }) => text))
  return checksIn(read as JsonValue).find(({ text }) => !known.has(text))?.key
}

function checksIn(part: JsonValue): { readonly key: string; readonly text: string }[] {
  if (Array.isArray(part)) return part.flatMap(checksIn)
  if (!isJsonObject(part)) return []
  return Object.entries(part).flatMap(([key, value]) =>
    unseen.includes(key) ? [{ key, text: `${key} ${toCanonicalText(value)}` }] : checksIn(value),
  )
}
