import type { Code } from '../code/code.js'
import type { Follower } from '../follow/follower.js'
import { templatesOf } from '../follow/texts.js'
import type { CallFrame, TextValue } from '../follow/value.js'
import type { WrittenText } from '../model/use.js'
import { writtenCode } from './event-call.js'
import { placeOf } from './place.js'

/** Lists the texts that an argument may be, each with where it is used and written. */
export function writtenTexts(follower: Follower, code: Code, context: CallFrame | undefined): WrittenText[] {
  const written = writtenCode(code, context)
  const place = placeOf(written.code)
  const found = templatesOf(follower, code, context)
  return found.map((value) => ({
    parts: value.parts,
    place,
    literal: isLiteral(value) ? placeOf(value.code) : undefined,
    holes: value.code.kind === 'template' ? holesOf(value.code) : [],
  }))
}

function isLiteral({ code }: TextValue): boolean {
  return code.kind === 'text' || code.kind === 'template'
}

function holesOf({ parts }: Extract<Code, { kind: 'template' }>): string[] {
  return parts.flatMap((part) => (typeof part === 'string' ? [] : [part.module.text.slice(part.start, part.end)]))
}
