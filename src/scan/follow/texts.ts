import type { Code } from '../code/code.js'
import type { Follower } from './follower.js'
import type { CallFrame, TextValue, Value } from './value.js'

/** A text that is known as a whole, and where it is written. */
export interface KnownText {
  readonly text: string
  readonly code: Code
}

const mostTexts = 40

/** Lists the texts that code may be, with holes; what is no text at all is left out. */
export function templatesOf(follower: Follower, code: Code, context: CallFrame | undefined): TextValue[] {
  return follower.settled(code, context).filter((each) => each.kind === 'text')
}

/** Lists the texts that code may be; nothing where one of them is not known as a whole. */
export function constantsOf(follower: Follower, code: Code, context: CallFrame | undefined): KnownText[] | undefined {
  const values = follower.settled(code, context)
  const texts = values.map(knownText)
  if (!texts.length || texts.includes(undefined)) return undefined
  return texts as KnownText[]
}

/** Returns the text that a value is as a whole. */
export function knownText(value: Value): KnownText | undefined {
  if (value.kind !== 'text') return undefined
  const [only] = value.parts
  return value.parts.length === 1 && only !== undefined ? { text: only, code: value.code } : undefined
}

/** Returns what a text with holes may be, each hole with what it is known to hold. */
export function templateValues(
  follower: Follower,
  code: Extract<Code, { kind: 'template' }>,
  context: CallFrame | undefined,
): TextValue[] {
  let found: (string | undefined)[][] = [[]]
  for (const part of code.parts) {
    const texts = typeof part === 'string' ? [[part]] : holeTexts(follower, part, context)
    found = found.flatMap((before) => texts.map((text) => [...before, ...text]))
    if (found.length > mostTexts) found = [[undefined]]
  }
  return found.map((parts) => ({ kind: 'text', parts: joined(parts), code }))
}

function holeTexts(follower: Follower, code: Code, context: CallFrame | undefined): (string | undefined)[][] {
  const values = follower.values(code, context)
  if (!values.length) return [[undefined]]
  return values.map((value) => (value.kind === 'text' ? [...value.parts] : [undefined]))
}

function joined(parts: readonly (string | undefined)[]): (string | undefined)[] {
  const found: (string | undefined)[] = []
  for (const part of parts) {
    const last = found.at(-1)
    if (part !== undefined && last !== undefined) found[found.length - 1] = last + part
    else if (part !== undefined || !found.length || last !== undefined) found.push(part)
  }
  return found
}
