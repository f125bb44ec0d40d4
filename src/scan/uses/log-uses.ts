import type { CallCode, Code, FunctionCode } from '../code/code.js'
import { bindingOf } from '../code/scope.js'
import type { EventUse, LogUse } from '../model/use.js'
import { wholeText } from '../model/use.js'
import { placeOf } from './place.js'

const logWords = new Set([
  'log',
  'info',
  'debug',
  'warn',
  'error',
  'trace',
  'verbose',
  'fatal',
  'warning',
  'exception',
  'critical',
])

/** Returns what a listener writes of its payload to a log. */
export function logUses(listener: FunctionCode, use: EventUse, at = 0): LogUse[] {
  const event = use.name && wholeText(use.name)
  const parameter = listener.parameters[at]
  if (event === undefined || !parameter) return []
  return listener.module.calls
    .filter((call) => isLogging(call) && isWithin(call, listener))
    .flatMap((call) =>
      call.arguments.flatMap(parts).flatMap((code): LogUse[] => {
        const field = fieldOf(code, parameter)
        if (field === undefined) return []
        const { end, namespaces, isTest } = use
        return [
          {
            kind: 'log',
            place: placeOf(code),
            end,
            namespaces,
            isTest,
            event,
            field: field === '' ? undefined : field,
          },
        ]
      }),
    )
}

function isLogging({ callee, module }: CallCode): boolean {
  if (module.language === 'python' && callee.kind === 'name') return callee.name === 'print'
  if (callee.kind !== 'member' || typeof callee.key !== 'string' || !logWords.has(callee.key)) return false
  const word = callee.of.kind === 'name' ? callee.of.name : callee.of.kind === 'member' ? callee.of.key : ''
  return typeof word === 'string' && /^(?:console|log|logging|.*logger)$/i.test(word)
}

function isWithin({ within }: CallCode, listener: FunctionCode): boolean {
  for (let at = within; at; at = at.within) if (at === listener) return true
  return false
}

/** Lists an argument, and what stands in it where it is a text with holes or an object. */
function parts(code: Code): readonly Code[] {
  if (code.kind === 'template') return code.parts.filter((each) => typeof each !== 'string')
  // `record.get('field')`: the field, and the call that reads it
  if (code.kind === 'choice' && code.module.language === 'python') return code.of.slice(0, 1)
  if (code.kind === 'object') return [...code.fields.map(({ value }) => value), ...code.spreads]
  return [code]
}

/** Returns the field of a payload that code reads; an empty word where it is the payload. */
function fieldOf(code: Code, parameter: FunctionCode['parameters'][number]): string | undefined {
  if (code.kind === 'name') {
    const binding = bindingOf(code.scope, code.name)
    if (binding === parameter) return ''
    const [value] = binding?.values ?? []
    return value?.kind === 'member' ? fieldOf(value, parameter) : undefined
  }
  if (code.kind !== 'member' || typeof code.key !== 'string') return undefined
  return fieldOf(code.of, parameter) === '' ? code.key : undefined
}
