import type { CallCode, Code, FunctionCode } from './code.js'

/** Returns what a call gives a function for one of its parameters: by its place, or by its name. */
export function argumentFor(call: CallCode, of: FunctionCode, at: number): Code | undefined {
  const given = call.arguments[at]
  if (given || !call.keywords) return given
  const name = of.parameters[at]?.name
  return name === undefined ? undefined : call.keywords.get(name)
}
