import { DeclarationError } from '../contract/declaration-error.js'
import { givenWords } from '../contract/given.js'
import type { NamespaceContract } from '../contract/namespace.js'
import { nearName } from '../contract/nearest-name.js'
import type { LegacyLogin, LegacyLoginWays } from './login/legacy-login.js'
import type { AnyServeOptions, SendOptions } from './options.js'
import type { Validation } from './validation.js'

/** What an option may be, and the words for it. */
interface Rule {
  readonly words: string
  fits(value: unknown): boolean
}
type Rules<Options> = { readonly [Name in keyof Options]-?: Rule }

const isFunction: Rule = { words: 'a function', fits: (value) => typeof value === 'function' }
const isSwitch: Rule = { words: 'true or false', fits: (value) => typeof value === 'boolean' }
const isObject: Rule = { words: 'an object', fits: (value) => typeof value === 'object' && value !== null }
const modes: readonly string[] = ['enforce', 'report', 'off'] satisfies Validation[]

/** The options that say how events are sent: the compiler asks for a row of each. */
const sendRules: Rules<SendOptions<NamespaceContract>> = {
  // what a table holds is checked with the contract
  aliases: { words: 'an alias table', fits: () => true },
  past: { words: 'a table of earlier versions', fits: () => true },
  legacy: {
    words: 'true, false or { also: [...] } with names to send',
    fits: (value) => isSwitch.fits(value) || isObject.fits(value),
  },
  validate: { words: "'enforce', 'report' or 'off'", fits: (value) => modes.includes(value as string) },
  observe: isFunction,
  trace: {
    words: 'what traceServer returns, spread into the options',
    fits: (value) => has(value, 'around') && has(value, 'send'),
  },
}

const serveRules: Rules<AnyServeOptions> = {
  ...sendRules,
  authenticate: isFunction,
  userId: isFunction,
  legacyLogin: isObject,
  expiresAt: isFunction,
  autoJoin: isFunction,
  mayJoin: isFunction,
  around: isFunction,
  onConnect: isFunction,
  onDisconnect: isFunction,
  limiter: { words: 'an object with a function `consume`', fits: (value) => has(value, 'consume') },
  deliveries: { words: 'an object with a function `claim`', fits: (value) => has(value, 'claim') },
  handlerTimeoutMs: { words: 'a number of milliseconds above 0', fits: isAboveZero },
  maxBufferedBytes: { words: 'a number of bytes above 0', fits: isAboveZero },
}

const wayRules: Rules<LegacyLoginWays> = {
  query: isSwitch,
  event: {
    words: 'true, false or { withinMs }',
    fits: (value) => isSwitch.fits(value) || isObject.fits(value),
  },
}
const loginRows: Rules<LegacyLogin<unknown>> = { ...wayRules, ownPath: isObject, fields: isFunction }

/**
 * Makes sure that what a contract is served with are options of `serve`, with values that they may have.
 * @throws DeclarationError that names the option, and the one that was meant or what it may be
 */
export function checkServeOptions(path: string, options: AnyServeOptions): void {
  checkOptions(path, 'serve', options, serveRules)
  const { legacyLogin } = options
  if (!legacyLogin) return
  checkOptions(path, 'legacyLogin', legacyLogin, loginRows)
  if (legacyLogin.ownPath) checkOptions(path, 'legacyLogin.ownPath', legacyLogin.ownPath, wayRules)
}

/**
 * Makes sure that what a contract is sent with are options of `emitterOf`, with values that they may have.
 * @throws DeclarationError that names the option, and the one that was meant or what it may be
 */
export function checkSendOptions(path: string, options: object): void {
  checkOptions(path, 'emitterOf', options, sendRules)
}

function checkOptions(path: string, owner: string, options: object, rules: Readonly<Record<string, Rule>>): void {
  if (!isObject.fits(options))
    throw new DeclarationError(
      `${path}: the options of ${owner} are ${givenWords(options, 'map of options')}: give it a map of options, or leave them out`,
    )
  const names = Object.keys(rules)
  for (const [name, value] of Object.entries(options)) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined
    if (!rule) throw new DeclarationError(`${path}: \`${name}\` is no option of ${owner}${meant(name, names)}`)
    if (value !== undefined && !rule.fits(value))
      throw new DeclarationError(
        `${path}: \`${owner.startsWith('legacyLogin') ? `${owner}.` : ''}${name}\` must be ${rule.words}`,
      )
  }
}

function meant(name: string, names: readonly string[]): string {
  const near = nearName(name, names)
  return near === undefined ? `, which takes ${names.join(', ')}` : `: write \`${near}\``
}

function has(value: unknown, name: string): boolean {
  return typeof (Object(value) as Readonly<Record<string, unknown>>)[name] === 'function'
}

function isAboveZero(value: unknown): boolean {
  return typeof value === 'number' && value > 0
}
