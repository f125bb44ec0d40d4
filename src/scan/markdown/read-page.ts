import type { CodeModule, CodeScope } from '../code/code.js'
import { emptyModule } from '../code/empty-module.js'
import { innerScope } from '../code/scope.js'
import { componentScript } from '../javascript/component-script.js'
import { readScript, type ScriptParser } from '../javascript/read-module.js'
import { readPython } from '../python/read-python.js'
import type { PythonParser } from '../python/tree.js'
import { type CodeFence, codeFence } from './fences.js'
import type { MarkdownParser } from './markdown-tree.js'
import { pageBlocks } from './page-blocks.js'
import { jsonTexts, quotesIn } from './quotes.js'

/** The parsers of what may stand in a page. */
export interface PageParsers {
  readonly markdown: MarkdownParser
  readonly script: ScriptParser
  readonly python?: PythonParser | undefined
}

/** What tells of the past calls it by its names. */
const history = /(?:^|[\\/])(?:change(?:log|s)|history|release[-_]?notes|migrat|upgrad)[^\\/]*$|[\\/]\.changeset[\\/]/i

/**
 * Reads a page of Markdown: what it names, and each block of code as a module of its own, which also knows what the blocks before
 * it declare. A block that can't be read is left out, for pages often show pieces.
 */
export function readPage(parsers: PageParsers, file: string, text: string): CodeModule[] {
  const blocks = pageBlocks(parsers.markdown, text)
  const page: CodeModule = { ...emptyModule(file, text, []), language: 'markdown', quotes: [] }
  const found = [page]
  const above = { script: page.scope, python: innerScope(undefined) }
  for (const block of blocks) {
    const fence = codeFence(text, block)
    if (fence?.language === 'json') page.quotes?.push(...jsonTexts(fence.text))
    else if (fence) {
      const kind = fence.language === 'python' ? 'python' : 'script'
      const module = fenceModule(parsers, file, fence, above[kind])
      if (module) found.push(module)
      above[kind] = module?.scope ?? above[kind]
    } else if (block.type !== 'code' && !history.test(file)) page.quotes?.push(...quotesIn(text, block))
  }
  return found
}

function fenceModule(
  { script, python }: PageParsers,
  file: string,
  { language, text, named }: CodeFence,
  above: CodeScope,
): CodeModule | undefined {
  if (language === 'python') return python && moduleIn(readPython(python, file, text, above))
  const component = language === 'component' ? componentScript(text) : undefined
  return moduleIn(
    component
      ? readScript(script, file, component.text, `script${component.ending}`, above)
      : readScript(script, file, text, named, above),
  )
}

function moduleIn(outcome: ReturnType<typeof readPython>): CodeModule | undefined {
  return 'module' in outcome ? outcome.module : undefined
}
