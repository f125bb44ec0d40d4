import type { CallCode, Code, FunctionCode } from '../code/code.js'
import type { QuestionTable } from './questions.js'
import type { CallFrame, Value } from './value.js'

/** A frame of calls, and what was asked of code inside it. */
export interface KnownFrame {
  readonly frame: CallFrame
  readonly values: QuestionTable<Code, Value[]>
}

/** Frames of calls, each once: what is asked inside the same calls is answered once. */
export class CallFrames {
  readonly #known = new WeakMap<CallFrame, KnownFrame>()
  readonly #inner = new Map<CallFrame | undefined, Map<CallCode, Map<FunctionCode, KnownFrame>>>()

  /** Returns the frame that is the same as one. */
  same(frame: CallFrame): KnownFrame {
    const known = this.#known.get(frame)
    if (known) return known
    const outer = frame.outer && this.same(frame.outer).frame
    const calls = valueAt(this.#inner, outer, () => new Map<CallCode, Map<FunctionCode, KnownFrame>>())
    const functions = valueAt(calls, frame.call, () => new Map<FunctionCode, KnownFrame>())
    const found = valueAt(functions, frame.of, () => ({ frame: { ...frame, outer }, values: new Map() }))
    this.#known.set(frame, found)
    this.#known.set(found.frame, found)
    return found
  }
}

function valueAt<Key, Found>(map: Map<Key, Found>, key: Key, make: () => Found): Found {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}
