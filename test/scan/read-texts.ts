import { readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { parser as python } from '@lezer/python'
import * as parser from 'oxc-parser'
import { pythonModuleFile } from '../../src/cli/scan/python-resolver.js'
import { exportedNames } from '../../src/reference/snippets/exported-names.js'
import type { CodeModule } from '../../src/scan/code/code.js'
import { componentScript } from '../../src/scan/javascript/component-script.js'
import { readScript } from '../../src/scan/javascript/read-module.js'
import { type Use, wholeText } from '../../src/scan/model/use.js'
import { readPython } from '../../src/scan/python/read-python.js'
import { judgeUses } from '../../src/scan/rules/catalogue.js'
import type { ScanFinding } from '../../src/scan/rules/rule.js'
import { readUses } from '../../src/scan/uses/read-uses.js'
import { type Vocabulary, vocabularyOf } from '../../src/scan/vocabulary/vocabulary.js'
import type { ContractJson } from '../../src/spec/contract-json.js'

/** Files by their paths; a path without a folder is one. */
export type Texts = Readonly<Record<string, string>>

const endings = ['', '.ts', '.tsx', '.jsx', '.js', '/index.ts']

/** Reads texts as one program. */
export function usesIn(texts: Texts, retired: readonly string[] = []): Use[] {
  const modules = new Map<string, CodeModule>()
  for (const [file, text] of Object.entries(texts)) {
    const script = /\.(?:vue|svelte)$/.test(file) ? componentScript(text) : undefined
    const outcome = file.endsWith('.py')
      ? readPython(python, file, text)
      : readScript(parser, file, script?.text ?? text, script ? `script${script.ending}` : file)
    if (!('module' in outcome)) throw new Error(`${file} can't be read: ${outcome.reason}`)
    modules.set(file, outcome.module)
  }
  const resolve = (from: string, specifier: string): string | undefined =>
    from.endsWith('.py')
      ? pythonModuleFile((file) => modules.has(file), from, specifier)
      : specifier.startsWith('.')
        ? endings
            .map((ending) => posix.join(posix.dirname(from), specifier.replace(/\.js$/, '')) + ending)
            .find((file) => modules.has(file))
        : undefined
  return readUses({ modules, resolve }, { retired })
}

/** Tells uses in a line each: what, at which end, of which namespace, by which name, and where. */
export function told(uses: readonly Use[]): string[] {
  return uses.flatMap((use) => {
    if (
      use.kind === 'mention' ||
      use.kind === 'loose' ||
      use.kind === 'log' ||
      use.kind === 'handshake' ||
      use.kind === 'declaration' ||
      use.kind === 'quote'
    )
      return []
    const where = `${use.place.file}:${use.place.line}`
    const paths = use.namespaces?.join() ?? '?'
    if (use.kind === 'room')
      return [`${use.how} ${use.end} ${paths} ${use.room.parts.map((part) => part ?? '…').join('')} ${where}`]
    return [
      `${use.kind} ${use.end} ${paths} ${use.isEvery ? '*' : ((use.name && wholeText(use.name)) ?? 'unknown')} ${where}`,
    ]
  })
}

const own = JSON.parse(readFileSync('contract.json', 'utf8')) as ContractJson

/** Returns the names of the pharmacy's contract, or of others of this package. */
export function ownVocabulary(paths: readonly string[] = ['/patient-pharmacy'], release?: string): Vocabulary {
  const namespaces = paths.map((path) => {
    const json = own.namespaces[path]
    if (!json) throw new Error(`no contract is of ${path}`)
    return { path, json, exports: exportedNames(own, path, json) }
  })
  return vocabularyOf(namespaces, { protocol: own.protocol, release })
}

/** Judges texts by every rule. */
export function findingsIn(
  texts: Texts,
  vocabulary: Vocabulary = ownVocabulary(),
  retired: readonly string[] = [],
): ScanFinding[] {
  return judgeUses(usesIn(texts, retired), vocabulary)
}

/** Tells findings in a line each: the rule, where, the name and what it is today. */
export function shown(findings: readonly ScanFinding[]): string[] {
  return findings.map(
    ({ rule, place, name, canonical }) =>
      `${rule} ${place.file}:${place.line} ${name}${canonical === undefined ? '' : ` -> ${canonical}`}`,
  )
}

/** Puts lines behind a client of the pharmacy's, in one file. */
export function atClient(...lines: readonly string[]): Texts {
  return {
    'client.ts': [
      "import { io } from 'socket.io-client'",
      "const socket = io('http://h/patient-pharmacy')",
      ...lines,
    ].join('\n'),
  }
}

/** Puts lines behind a server of the pharmacy's, in one file. */
export function atServer(...lines: readonly string[]): Texts {
  return {
    'server.ts': [
      "import { Server } from 'socket.io'",
      "const io = new Server().of('/patient-pharmacy')",
      "io.on('connection', (socket) => {",
      ...lines,
      '})',
    ].join('\n'),
  }
}
