import type { CallCode, Code, FunctionCode, TypeCode } from '../code/code.js'
import type { Program, ProgramIndex } from './program.js'
import type { CallFrame, EndpointValue, Value } from './value.js'

/** Follows code to what it may be worth, through all files of a program. */
export interface Follower {
  readonly program: Program
  readonly index: ProgramIndex
  /** Returns what code may be worth; parameters that no context gives a value stand for themselves. */
  values(code: Code, context?: CallFrame): Value[]
  /** Returns what code may be worth, parameters by what any call gives them. */
  settled(code: Code, context?: CallFrame): Value[]
  /** Puts what any call gives them in the place of parameters. */
  settle(values: Value[]): Value[]
  /** Returns what a member of a value may be worth. */
  member(value: Value, key: string, context?: CallFrame): Value[]
  /** Returns what a type says of a value. */
  typed(type: TypeCode): Value[]
  /** Lists the calls of a function, in any file. */
  callsOf(code: FunctionCode): readonly CallCode[]
  /** Works something out once; `meanwhile`, an object of its own, stands for it where that leads back to it. */
  once<Result>(key: unknown, kind: string, meanwhile: Result, work: () => Result): Result
}

/** Keeps the endpoints of some values. */
export function endpointsOf(values: readonly Value[]): EndpointValue[] {
  return values.filter((each) => each.kind === 'endpoint')
}
