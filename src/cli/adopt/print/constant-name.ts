import type { NamedDraft } from '../draft.js'

// what a file of a contract imports sooner or later, and what JavaScript keeps for itself
const taken = [
  ...['event', 'namespace', 'room', 'aliases', 'past', 'accepting', 'legacyReply', 'legacyAnswer', 'z', 'undecided'],
  ...['id', 'text', 'url', 'integer', 'timestamp', 'date', 'time', 'epochMs', 'sensitive', 'deprecated', 'freeform'],
  ...['openEnum', 'boundedRecord', 'bytes', 'digits', 'arguments', 'await', 'break', 'case', 'catch', 'class', 'const'],
  ...[
    'continue',
    'debugger',
    'default',
    'delete',
    'do',
    'else',
    'enum',
    'eval',
    'export',
    'extends',
    'false',
    'finally',
  ],
  ...[
    'for',
    'function',
    'if',
    'implements',
    'import',
    'in',
    'instanceof',
    'interface',
    'let',
    'new',
    'null',
    'package',
  ],
  ...[
    'private',
    'protected',
    'public',
    'return',
    'static',
    'super',
    'switch',
    'this',
    'throw',
    'true',
    'try',
    'typeof',
  ],
  ...['var', 'void', 'while', 'with', 'yield', 'undefined', 'async', 'of', 'globalThis'],
]

/** Returns whether a file of a contract can't have a constant of this name. */
export function isTakenName(name: string): boolean {
  return taken.includes(name)
}

/** Names the constants of schemas after their types, each otherwise. */
export function constantNames(drafts: readonly NamedDraft[], own: readonly string[]): Map<NamedDraft, string> {
  const used = new Set([...taken, ...own])
  const names = new Map<NamedDraft, string>()
  for (const draft of drafts) {
    const bare = camelCase(draft.typeName)
    const choices = [bare, `${bare}Schema`, ...Array.from({ length: 1000 }, (_, at) => `${bare}${at + 2}`)]
    const name = choices.find((each) => !used.has(each)) ?? bare
    used.add(name)
    names.set(draft, name)
  }
  return names
}

/** Writes a name as constants have it: `IOrderItem` is `orderItem`. */
export function camelCase(name: string): string {
  const words = name
    .replace(/^I(?=[A-Z][a-z])/, '')
    .replace(/[^A-Za-z0-9]+(.)?/g, (_, next: string = '') => next.toUpperCase())
  const lower = /[a-z]/.test(words)
    ? words.replace(/^[A-Z]+(?=[A-Z][a-z])|^[A-Z]+/, (head) => head.toLowerCase())
    : words.toLowerCase()
  return /^[A-Za-z]/.test(lower) ? lower : `schema${lower}`
}

/** Writes a name as types have it. */
export function pascalCase(name: string): string {
  const camel = camelCase(name)
  return camel.charAt(0).toUpperCase() + camel.slice(1)
}
