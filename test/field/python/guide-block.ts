import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { compileFunction } from 'node:vm'
import ts from 'typescript'

const guide = readFileSync('docs/guides/shop.md', 'utf8')
// this package by its own name, as it is built
const require = createRequire(resolve('package.json'))

/** Lists the marks of the guide's Python blocks. */
export const pythonMarks = (): string[] => [...guide.matchAll(/^```python (\w+)$/gm)].map(([, mark = '']) => mark)

/** Runs a TypeScript block of the shop's guide as it stands, and returns what it makes under some names. */
export function runBlock<Name extends string>(
  mark: string,
  given: Readonly<Record<string, unknown>>,
  ...names: readonly Name[]
): Record<Name, unknown> {
  const [, code] = new RegExp(`^ *\`\`\`ts no-run ${mark}\\n(.*?)^ *\`\`\``, 'ms').exec(guide) ?? []
  if (code === undefined) throw new Error(`the guide has no block with the mark ${mark}`)
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 }
  const { outputText } = ts.transpileModule(code, { compilerOptions })
  const text = `${outputText}\nreturn { ${names.join(', ')} }`
  return compileFunction(text, ['require', 'exports', ...Object.keys(given)])(require, {}, ...Object.values(given))
}
