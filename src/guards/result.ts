/** A value that fits, or says why it does not. */
export type Result<Value, Failure extends Error = Error> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: Failure }

/** Returns an error that is not thrown: it has no stack, which would cost more than all the rest. */
export function failed<Failure extends Error>(make: () => Failure): { readonly ok: false; readonly error: Failure } {
  const limit = Error.stackTraceLimit
  // not by assignment, which throws where an application froze its globals
  Reflect.set(Error, 'stackTraceLimit', 0)
  try {
    return { ok: false, error: make() }
  } finally {
    Reflect.set(Error, 'stackTraceLimit', limit)
  }
}
