import type { Binding, CallCode, CodeModule } from '../code/code.js'
import { bindingOf } from '../code/scope.js'
import { follow } from '../follow/follow.js'
import type { Follower } from '../follow/follower.js'
import { type Program, programParts } from '../follow/program.js'
import type { Use } from '../model/use.js'
import { declarationUses } from './declaration-uses.js'
import { endpointCalls } from './event-call.js'
import { eventUses, listenerOf } from './event-uses.js'
import { gatewayUses } from './gateway-uses.js'
import { handshakeUse } from './handshake-uses.js'
import { logUses } from './log-uses.js'
import { looseUses } from './loose-uses.js'
import { mentionUses } from './mention-uses.js'
import { eventMethod, roomMethod } from './method-kind.js'
import { pythonUses } from './python/python-uses.js'
import { quoteUses } from './quote-uses.js'
import { roomUses } from './room-uses.js'

/** What is asked of a reading besides events and rooms. */
export interface UseOptions {
  /** Words that were to be gone. */
  readonly retired?: readonly string[]
  /** Whether a file is a test. */
  isTest?(file: string): boolean
  /** Whether the uses in a file are wanted; others are read only where something leads to them. */
  isAsked?(file: string): boolean
}

/** Lists every use of a connection in a program, each once. */
export function readUses(
  program: Program,
  { retired = [], isTest = isTestFile, isAsked = () => true }: UseOptions = {},
): Use[] {
  const found = new Map<string, Use>()
  for (const part of programParts(program)) {
    const follower = follow(part)
    for (const module of part.modules.values()) {
      if (!isAsked(module.file)) continue
      for (const use of moduleUses(follower, module, retired, isTest(module.file))) {
        const key = `${use.kind} ${use.place.file} ${use.place.start} ${detailKey(use)}`
        if (!found.has(key)) found.set(key, use)
      }
    }
  }
  const uses = [...found.values()]
  return [...uses, ...looseUses(program, uses, isTest)]
}

function detailKey(use: Use): string {
  if (use.kind === 'mention' || use.kind === 'handshake' || use.kind === 'loose' || use.kind === 'quote') return ''
  if (use.kind === 'log') return `${use.field}`
  if (use.kind === 'declaration') return `${use.end} ${use.does}`
  if (use.kind === 'room') return `${use.how} ${use.room.parts.join('\0')}`
  return `${use.end} ${use.name?.parts.join('\0')} ${use.isEvery}`
}

function moduleUses(follower: Follower, module: CodeModule, retired: readonly string[], isTest: boolean): Use[] {
  if (module.language === 'markdown') return quoteUses(module, isTest)
  if (module.language === 'python')
    return [...pythonUses(follower, module, isTest), ...mentionUses(module, retired, isTest)]
  const found: Use[] = []
  for (const call of module.calls) if (mayBeUse(call)) found.push(...callUses(follower, call, isTest))
  for (const each of module.classes) found.push(...gatewayUses(follower, each, isTest))
  return [...found, ...declarationUses(follower, module, isTest), ...mentionUses(module, retired, isTest)]
}

/** Returns whether a call is worth following: it is named like a method of an endpoint, or may be one under another name. */
function mayBeUse({ callee }: CallCode): boolean {
  if (callee.kind === 'name') return mayBeMethod(bindingOf(callee.scope, callee.name)) || callee.name === 'io'
  if (callee.kind !== 'member') return callee.kind === 'import'
  return (
    typeof callee.key !== 'string' ||
    eventMethod(callee.key) !== undefined ||
    roomMethod(callee.key) !== undefined ||
    /^(?:io|connect|default|lookup)$/.test(callee.key)
  )
}

/** Returns whether a name may hold a method: what is declared as a function, and nothing else, is none. */
function mayBeMethod(binding: Binding | undefined): boolean {
  if (!binding) return false
  const { values, imported, parameter } = binding
  return (
    !values.length ||
    imported !== undefined ||
    parameter !== undefined ||
    values.some(({ kind }) => kind !== 'function')
  )
}

function callUses(follower: Follower, call: CallCode, isTest: boolean): Use[] {
  const handshake = handshakeUse(follower, call, isTest)
  if (handshake) return [handshake]
  const found: Use[] = []
  for (const each of endpointCalls(follower, call, ({ name }) =>
    eventMethod(name) || roomMethod(name) ? call.arguments[0] : undefined,
  )) {
    found.push(...roomUses(follower, each, isTest))
    const [, handler] = call.arguments
    for (const use of eventUses(follower, each, isTest)) {
      found.push(use)
      const listener = use.kind === 'on' && handler ? listenerOf(follower, handler, each.context) : undefined
      if (listener) found.push(...logUses(listener, use))
    }
  }
  return found
}

const testPath =
  /(?:^|\/)(?:__tests__|__mocks__|tests?|e2e|specs?|cypress|fixtures)\/|[.-](?:test|spec|e2e|cy)\.[cm]?[jt]sx?$|(?:^|\/)(?:test_[^/]*|[^/]*_test|conftest)\.py$|\.(?:mdx?|markdown)$/

/** Returns whether a file is a test, or made for tests, by its path; what a page shows runs nowhere either. */
export function isTestFile(file: string): boolean {
  return testPath.test(file)
}
