import type { CallCode, Code, CodeModule, FunctionCode, MarkupElement, MemberWrite } from '../code/code.js'

/** All files that are read together. */
export interface Program {
  readonly modules: ReadonlyMap<string, CodeModule>
  /** Finds the file that an import of another leads to; nothing for a package. */
  resolve(from: string, specifier: string): string | undefined
  /** Finds of which part a file is; parts are followed each on its own. Without it, all is one. */
  partOf?(file: string): string
}

/** Takes a program apart; what is imported from another part can be followed still. */
export function programParts({ modules, resolve, partOf }: Program): Program[] {
  const parts = new Map<string, Map<string, CodeModule>>()
  for (const [file, module] of modules) {
    const part = partOf?.(file) ?? ''
    const known = parts.get(part) ?? new Map<string, CodeModule>()
    parts.set(part, known.set(file, module))
  }
  return [...parts.values()].map((own) => ({
    modules: own,
    resolve: (from, specifier) => {
      const file = resolve(from, specifier)
      const module = file === undefined || own.has(file) ? undefined : modules.get(file)
      if (module) own.set(module.file, module)
      return file
    },
  }))
}

/** What is looked up in all files, by name. */
export interface ProgramIndex {
  /** Calls, by the last word of what is called. */
  readonly calls: ReadonlyMap<string, readonly CallCode[]>
  /** Values that are put into members, by key; the empty key has those that are put into names. */
  readonly writes: ReadonlyMap<string, readonly MemberWrite[]>
  /** The further words by which something of one name is called: what imports, exports and fields rename. */
  readonly renamed: ReadonlyMap<string, ReadonlySet<string>>
  /** Elements of markup, by the last word of their tag. */
  readonly elements: ReadonlyMap<string, readonly MarkupElement[]>
  /** The names and members that are given to calls, by their last word. */
  readonly passed: ReadonlyMap<string, readonly PassedName[]>
}

/** A name that is an argument of a call. */
export interface PassedName {
  readonly code: Code
  readonly call: CallCode
  readonly at: number
}

/** Returns the last word of a name or of a member. */
export function lastWord(code: Code): string | undefined {
  if (code.kind === 'name') return code.name
  if (code.kind === 'member') return typeof code.key === 'string' ? code.key : undefined
  return undefined
}

/** Lists what is looked up by name. */
export function indexProgram({ modules }: Program): ProgramIndex {
  const calls = new Map<string, CallCode[]>()
  const writes = new Map<string, MemberWrite[]>()
  const renamed = new Map<string, Set<string>>()
  const elements = new Map<string, MarkupElement[]>()
  const passed = new Map<string, PassedName[]>()
  for (const module of modules.values()) {
    for (const call of module.calls) indexCall(call, calls, passed)
    for (const write of module.writes) {
      if (typeof write.key !== 'string') keepIn(writes, '[]', write)
      else {
        keepIn(writes, write.key, write)
        rename(renamed, write.value, write.key)
      }
    }
    for (const { fields } of module.objects)
      for (const { key, value } of fields) if (typeof key === 'string') rename(renamed, value, key)
    for (const element of module.elements) keepIn(elements, lastWord(element.tag) ?? '', element)
    indexNames(module, renamed)
  }
  return { calls, writes, renamed, elements, passed }
}

function indexCall(call: CallCode, calls: Map<string, CallCode[]>, passed: Map<string, PassedName[]>): void {
  const word = calledWord(call.callee)
  if (word !== undefined) keepIn(calls, word, call)
  call.arguments.forEach((code, at) => {
    const bare =
      code.kind === 'call' && lastWord(code.callee) === 'bind' && code.callee.kind === 'member' ? code.callee.of : code
    const name = lastWord(bare)
    if (name !== undefined) keepIn(passed, name, { code: bare, call, at })
  })
}

function calledWord(callee: Code): string | undefined {
  if (callee.kind === 'import') return 'default'
  return lastWord(callee)
}

function indexNames(module: CodeModule, renamed: Map<string, Set<string>>): void {
  for (const [name, { imported }] of module.scope.names)
    if (imported && imported.name !== name) link(renamed, imported.name, name)
  for (const [name, each] of module.exports) {
    if ('code' in each) rename(renamed, each.code, name)
    else if (each.name !== name) link(renamed, each.name, name)
  }
  for (const { pattern, of } of module.destructurings)
    if (of.kind !== 'text') for (const { key, isShort } of pattern.fields) if (!isShort) link(renamed, key, key)
  for (const [name, { values }] of module.scope.names) for (const value of values) rename(renamed, value, name)
}

function rename(renamed: Map<string, Set<string>>, value: Code, to: string): void {
  const from = value.kind === 'function' ? value.name : lastWord(value)
  if (from !== undefined && from !== to) link(renamed, from, to)
}

function link(renamed: Map<string, Set<string>>, from: string, to: string): void {
  const known = renamed.get(from)
  if (known) known.add(to)
  else renamed.set(from, new Set([to]))
}

/** Puts something into the list that a map has under a key. */
export function keepIn<Key, Each>(map: Map<Key, Each[]>, key: Key, each: Each): void {
  const known = map.get(key)
  if (known) known.push(each)
  else map.set(key, [each])
}

/** Lists the words by which a function may be called, whatever it is imported or kept as. */
export function calledWords(index: ProgramIndex, code: FunctionCode, own: readonly string[]): Set<string> {
  const words = new Set<string>(code.name === undefined ? own : [code.name, ...own])
  for (const word of words) {
    if (words.size > 15) break
    for (const other of index.renamed.get(word) ?? []) words.add(other)
  }
  return words
}
