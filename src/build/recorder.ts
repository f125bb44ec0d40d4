import { type DescribedSchema, definitionOf, isDescribed, isOfZod } from '../guards/described-schema.js'
import { isEvent } from './is-event.js'
import type { ValueMeanings } from './value-comments.js'

/** What stands in one place of a module while it runs. */
export interface RecordedValues {
  /** What was there, once for each time that the place was reached. */
  readonly values: unknown[]
}

/** The record of what the instrumented modules of one loading say of themselves while they run. */
export class Recorder {
  /** What stands in the places of each module, by the module's path and the place's number. */
  readonly places: Map<string, RecordedValues[]> = new Map()
  /** The values of the names at the top of each module. */
  readonly names: Map<string, Readonly<Record<string, unknown>>> = new Map()
  /** The sentence of a schema, which is a copy of its own in the place where the sentence stands. */
  readonly sentences: WeakMap<object, string> = new WeakMap()
  /** The property in which an event carries its own sentence, so that it is copied with the event. */
  readonly sentence: symbol = Symbol('sentence')
  /** The property in which the definition of a schema carries what its values mean, so that it is copied with the definition. */
  readonly meanings: symbol = Symbol('meanings')
  /** What the values mean that a constant or an `enum` holds. */
  readonly #values: WeakMap<object, ValueMeanings> = new WeakMap()

  /** Makes what one module calls. */
  module(path: string): ModuleRecorder {
    const places: RecordedValues[] = []
    this.places.set(path, places)
    return {
      value: (index, value, sentence) => {
        const told = sentence === undefined ? value : this.#told(value, sentence)
        let place = places[index]
        if (!place) {
          place = { values: [] }
          places[index] = place
        }
        place.values.push(told)
        return told
      },
      names: (names) => {
        this.names.set(path, names)
      },
      valuesOf: (held, meanings) => {
        if (isObject(held)) this.#values.set(held, meanings)
      },
      meant: (value, meanings, ...constants) => {
        const held = constants.map((constant) => (isObject(constant) ? this.#values.get(constant) : undefined))
        this.#mean(value, Object.assign({}, ...held, meanings))
        return value
      },
    }
  }

  #told(value: unknown, sentence: string): unknown {
    if (typeof value === 'function') this.sentences.set(value, sentence)
    if (!isObject(value)) return value
    if (isEvent(value)) return { ...value, [this.sentence]: sentence }
    if (!isZod(value)) return value
    const copy = value.clone(value._zod.def, { parent: true })
    this.sentences.set(copy, sentence)
    return copy
  }

  /** Notes what the values of an enumeration mean, and of a choice those of its options. */
  #mean(value: unknown, meanings: ValueMeanings): void {
    if (!isZod(value) || !Object.keys(meanings).length) return
    const definition = definitionOf(value) as Record<symbol, ValueMeanings> & ReturnType<typeof definitionOf>
    definition[this.meanings] = { ...definition[this.meanings], ...meanings }
    for (const option of definition.options ?? []) this.#mean(option, meanings)
  }
}

type ZodSchema = Extract<DescribedSchema, { readonly _zod: unknown }>

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function isZod(value: unknown): value is ZodSchema {
  return isObject(value) && '~standard' in value && isDescribed(value) && isOfZod(value)
}

/** What an instrumented module calls. */
export interface ModuleRecorder {
  value(index: number, value: unknown, sentence?: string): unknown
  names(names: Readonly<Record<string, unknown>>): void
  valuesOf(held: unknown, meanings: ValueMeanings): void
  meant(value: unknown, meanings: ValueMeanings, ...constants: readonly unknown[]): unknown
}

/** Where instrumented modules find the recorder of their loading. */
export const recorders: Map<string, Recorder> = new Map()
export const recordersKey = 'socket-canon.build'
Object.assign(globalThis, { [Symbol.for(recordersKey)]: recorders })
