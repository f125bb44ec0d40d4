import { escaped, escapedCode } from './html.js'

/** What a language calls its comments, and which words it keeps for itself. */
interface Syntax {
  readonly comment: RegExp
  readonly keywords: ReadonlySet<string>
}

const cWords =
  'as async await break case catch class const continue declare default delete else enum export extends false finally for from function if implements import in instanceof interface keyof let new null of readonly return satisfies static super switch this throw true try type typeof undefined var void while yield'
const pythonWords =
  'and as assert async await break class continue def del elif else except False finally for from if import in is lambda None not or pass raise return True try while with yield'

const kotlinWords =
  'as break by class companion constructor continue data do else false finally for fun if import in interface is null object override package private return super this throw true try val var when while'
const swiftWords =
  'as break case catch class continue default defer do else enum extension false for func guard if import in init is let nil private protocol return self static struct switch throw throws true try var where while'

const script: Syntax = { comment: /\/\/[^\n]*|\/\*[\s\S]*?\*\//, keywords: new Set(cWords.split(' ')) }
const kotlin: Syntax = { comment: script.comment, keywords: new Set(kotlinWords.split(' ')) }
const swift: Syntax = { comment: script.comment, keywords: new Set(swiftWords.split(' ')) }
const python: Syntax = { comment: /#[^\n]*/, keywords: new Set(pythonWords.split(' ')) }
const shell: Syntax = { comment: /(?<![^\s])#[^\n]*/, keywords: new Set() }
const data: Syntax = { comment: /(?!)/, keywords: new Set(['true', 'false', 'null']) }

const syntaxes: ReadonlyMap<string, Syntax> = new Map([
  ...['ts', 'tsx', 'js', 'jsx', 'mjs', 'typescript', 'javascript'].map((name) => [name, script] as const),
  ...['py', 'python'].map((name) => [name, python] as const),
  ...['sh', 'bash', 'shell', 'yaml', 'yml'].map((name) => [name, shell] as const),
  ...['kotlin', 'kt'].map((name) => [name, kotlin] as const),
  ['swift', swift],
  ['json', data],
])

const text = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/
const number = /\b\d[\w.]*/
const word = /[A-Za-z_$][\w$]*/

/**
 * Marks comments, texts, numbers and keywords of code in HTML. It knows the few languages that the reference shows:
 * a library that knows two hundred would have to be installed by everybody who writes a site.
 */
export function highlighted(language: string, source: string): string {
  if (language === 'diff') return source.split('\n').map(diffLine).join('\n')
  const syntax = syntaxes.get(language)
  if (syntax === undefined) return escapedCode(source)
  const parts = new RegExp(
    `(?<comment>${syntax.comment.source})|(?<text>${text.source})|(?<number>${number.source})|(?<word>${word.source})`,
    'g',
  )
  let html = ''
  let at = 0
  for (const found of source.matchAll(parts)) {
    html +=
      escapedCode(source.slice(at, found.index)) + marked(found[0], found.groups ?? {}, syntax, source, found.index)
    at = found.index + found[0].length
  }
  return html + escapedCode(source.slice(at))
}

/** Shows code on lines of its own, its parts told apart. */
export function codeBlock(language: string, source: string): string {
  return `<pre><code class="language-${escaped(language)}">${highlighted(language, source)}</code></pre>`
}

type Groups = Readonly<Record<string, string | undefined>>

function marked(found: string, groups: Groups, { keywords }: Syntax, source: string, at: number): string {
  if (groups['comment'] !== undefined) return span('comment', found)
  if (groups['number'] !== undefined) return span('number', found)
  const after = source.slice(at + found.length)
  if (groups['text'] !== undefined) return span(after.trimStart().startsWith(':') ? 'key' : 'text', found)
  if (keywords.has(found)) return span('keyword', found)
  return after.startsWith('(') ? span('call', found) : escapedCode(found)
}

function diffLine(line: string): string {
  if (/^\+(?!\+\+)/.test(line)) return span('added', line)
  return /^-(?!--)/.test(line) ? span('removed', line) : escapedCode(line)
}

function span(kind: string, code: string): string {
  return `<span class="code-${kind}">${escapedCode(code)}</span>`
}
