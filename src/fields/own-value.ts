import { isObject } from './check.js'

/** The prototype of all that JSON carries; the generated parsers ask for `__proto__`, which is the fastest way. */
export const plain: object = Object.prototype

/** Keeps what the wire would carry: own fields, and none that could pass for a prototype. */
export function ownValue(value: unknown): unknown {
  if (!isObject(value)) return value
  const prototype = Object.getPrototypeOf(value)
  if (prototype !== plain && prototype !== null) return ArrayBuffer.isView(value) ? undefined : { ...value }
  return Object.hasOwn(value, '__proto__') ? undefined : value
}
