import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { compileFunction } from 'node:vm'
import ts from 'typescript'
import { packed, writeProject } from '../project.js'

/** A guide whose blocks a test runs as they stand there, each beside the package as it is installed. */
export interface Guide {
  /** The folder of a project that has the package, and what its blocks import. */
  readonly project: string
  /** The marks of the blocks that were not run yet. */
  readonly left: ReadonlySet<string>
  /**
   * Runs the block with a mark (the last word behind its language) and returns what it declares at its top level.
   * What the block only declares (`declare const backEnd: string`) comes from `given`, which must name just that.
   */
  run(mark: string, given?: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>
  /** Returns the block with a mark, for a program that runs it. */
  codeOf(mark: string): string
}

interface Block {
  readonly mark: string
  /** How a file of its language ends. */
  readonly ending: string
  readonly code: string
}

const links = [
  ...['socket.io', 'socket.io-client', 'socket.io-parser', 'react', 'react-dom', 'msw'],
  ...['@opentelemetry/api', 'pino', 'prom-client'],
]

/** Opens a guide of the repository by the name of its file, without the ending; `more` are packages that its blocks import. */
export function guideOf(name: string, more: readonly string[] = []): Guide {
  const text = readFileSync(join(packed.repo, 'docs/guides', `${name}.md`), 'utf8')
  const blocks = [...text.matchAll(/^ *```(tsx?)\b([^\n]*)\n(.*?)^ *```/gms)].map(
    ([, ending = '', info = '', code = '']): Block => ({ mark: info.trim().split(/\s+/).at(-1) ?? '', ending, code }),
  )
  const left = new Set(blocks.map(({ mark }) => mark))
  if (left.size < blocks.length) throw new Error(`${name}.md has two blocks with one mark, or some without`)
  const project = writeProject(`guide-run-${name}-${process.hrtime.bigint()}`, {}, [...links, ...more])
  const taken = (mark: string): Block => {
    const block = blocks.find((each) => each.mark === mark)
    if (!block) throw new Error(`${name}.md has no block with the mark ${mark}`)
    left.delete(mark)
    return block
  }
  return {
    project,
    left,
    codeOf: (mark) => taken(mark).code,
    run(mark, given = {}) {
      const { ending, code } = taken(mark)
      return run(join(project, `${mark}.${ending}`), code, given)
    },
  }
}

function run(file: string, code: string, given: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { declared, made } = namesIn(file, code)
  const missing = declared.filter((each) => !(each in given))
  const unknown = Object.keys(given).filter((each) => !declared.includes(each))
  if (missing.length || unknown.length)
    throw new Error(`${file}: missing ${missing}; given and not declared ${unknown}`)
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, jsx: ts.JsxEmit.ReactJSX }
  const { outputText } = ts.transpileModule(code, { fileName: file, compilerOptions })
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, code)
  const names = ['require', 'exports', ...declared]
  // what is exported as a constant has no name of its own in CommonJS
  const results = made.map((each) => `${each}: ${outputText.includes(`exports.${each} = `) ? 'exports.' : ''}${each}`)
  const call = compileFunction(`${outputText}\nreturn { ${results.join(', ')} }`, names, { filename: file })
  return call(createRequire(file), {}, ...declared.map((each) => given[each]))
}

/** Finds what a block declares without making it, and what it makes at its top level. */
function namesIn(file: string, code: string): { readonly declared: string[]; readonly made: string[] } {
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.ES2022, true)
  const declared: string[] = []
  const made: string[] = []
  for (const statement of source.statements) {
    const isDeclared = ts.canHaveModifiers(statement)
      ? ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword)
      : false
    const into = isDeclared ? declared : made
    if (ts.isVariableStatement(statement))
      for (const { name } of statement.declarationList.declarations) into.push(...boundBy(name))
    else if (
      (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) &&
      statement.name &&
      !into.includes(statement.name.text)
    )
      into.push(statement.name.text)
  }
  return { declared, made }
}

function boundBy(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text]
  return name.elements.flatMap((each) => (ts.isOmittedExpression(each) ? [] : boundBy(each.name)))
}
