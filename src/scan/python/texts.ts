import type { Code, CodeScope, TextCode } from '../code/code.js'
import { type LowerPython, type PythonLowering, spanOf, unknownCode } from './lowering.js'
import { nodesIn, type PythonNode } from './tree.js'

const written = /^([A-Za-z]*)('''|"""|'|")([\s\S]*)\2$/

/** Turns a text into code: bytes are none, for no event is called so. */
const lowerString: LowerPython = (lowering, node) => {
  const [, prefix = '', , body] = written.exec(lowering.source(node)) ?? []
  if (body === undefined || /b/i.test(prefix)) return unknownCode(lowering, node)
  const text = /r/i.test(prefix) ? body : unescaped(body)
  return { kind: 'text', module: lowering.module, ...spanOf(node), text }
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\n': '' }

function unescaped(text: string): string {
  if (!text.includes('\\')) return text
  return text.replace(
    /\\(?:x([\da-f]{2})|u([\da-f]{4})|(\r\n|[\s\S]))/gi,
    (_, byte?: string, unit?: string, other = '') => {
      const code = byte ?? unit
      return code === undefined ? (escapes[other] ?? other) : String.fromCharCode(Number.parseInt(code, 16))
    },
  )
}

/** Turns a formatted text into code, each hole with what stands in it. */
const lowerFormat: LowerPython = (lowering, node, scope) => {
  const source = lowering.source(node)
  const [opening = ''] = /^[A-Za-z]*(?:'''|"""|'|")/.exec(source) ?? []
  const quotes = opening.replace(/^[A-Za-z]*/, '').length
  const parts: (string | Code)[] = []
  let at = node.from + opening.length
  const keepText = (to: number): void => {
    const text = lowering.module.text.slice(at, to).replaceAll('{{', '{').replaceAll('}}', '}')
    if (text) parts.push(unescaped(text))
  }
  for (const hole of nodesIn(node)) {
    if (hole.name !== 'FormatReplacement') continue
    keepText(hole.from)
    const [, value] = nodesIn(hole)
    parts.push(value ? lowering.lower(value, scope) : unknownCode(lowering, hole))
    at = hole.to
  }
  keepText(node.to - quotes)
  return joinedText(lowering, node, parts)
}

/** Puts texts and holes together; a text without a hole is one. */
export function joinedText({ module }: PythonLowering, node: PythonNode, given: readonly (string | Code)[]): Code {
  const parts: (string | Code)[] = []
  for (const each of given.flatMap(partsOfText)) {
    const last = parts.at(-1)
    if (typeof each === 'string' && typeof last === 'string') parts[parts.length - 1] = last + each
    else if (each !== '') parts.push(each)
  }
  const [only = ''] = parts
  if (parts.length < 2 && typeof only === 'string') return { kind: 'text', module, ...spanOf(node), text: only }
  return { kind: 'template', module, ...spanOf(node), parts }
}

function partsOfText(each: string | Code): readonly (string | Code)[] {
  if (typeof each === 'string') return [each]
  return each.kind === 'text' ? [each.text] : each.kind === 'template' ? each.parts : [each]
}

/** Fills `%s` or `{}` in a text with what is given for them, as far as that can be seen. */
export function filledText(
  lowering: PythonLowering,
  node: PythonNode,
  text: TextCode,
  given: readonly Code[],
  hole: RegExp,
): Code {
  const texts = text.text.split(hole)
  const parts = texts.flatMap((each, at) => {
    if (at === texts.length - 1) return [each]
    return [each, given[at] ?? unknownCode(lowering, node)]
  })
  return joinedText(lowering, node, parts)
}

/** Lowers what is added to a text, or fills it. */
export function lowerArithmetic(
  lowering: PythonLowering,
  node: PythonNode,
  operator: string,
  [left, right]: readonly [Code, Code],
  _scope: CodeScope,
): Code {
  if (operator === '+') return joinedText(lowering, node, [left, right])
  if (operator !== '%' || left.kind !== 'text') return unknownCode(lowering, node)
  return filledText(lowering, node, left, right.kind === 'list' ? right.items : [right], /%(?:\([^)]*\))?[sdrif]/)
}

/** What texts are turned into. */
export const textNodes: Readonly<Record<string, LowerPython>> = {
  String: lowerString,
  FormatString: lowerFormat,
  ContinuedString: (lowering, node, scope) =>
    joinedText(
      lowering,
      node,
      nodesIn(node).map((each) => lowering.lower(each, scope)),
    ),
}
