import { fixText, type TextEditor } from '../scan/fix/fix-text.js'
import { judgeUses } from '../scan/rules/catalogue.js'
import type { Rewrite, ScanRule } from '../scan/rules/rule.js'
import { usesInFile } from './file-uses.js'
import type { LintContext, LintFixer, LintRule } from './lint-context.js'
import { lintVocabulary } from './lint-vocabulary.js'

const contract = { anyOf: [{ type: 'string' }, { type: 'object' }] }
const schema = {
  type: 'object',
  properties: {
    contract: { anyOf: [...contract.anyOf, { type: 'array', items: contract, minItems: 1 }] },
    release: { type: 'string' },
  },
  additionalProperties: false,
}

/** Makes a rule of ESLint's out of rules of a scan. */
export function lintRule(description: string, rules: readonly ScanRule[], isFixable = false): LintRule {
  return {
    meta: {
      type: 'problem',
      ...(isFixable && { fixable: 'code' as const }),
      docs: { description },
      schema: [schema],
    },
    create: (context) => ({ Program: () => lint(context, rules) }),
  }
}

function lint(context: LintContext, rules: readonly ScanRule[]): void {
  const { sourceCode, filename } = context
  const vocabulary = lintVocabulary(context)
  for (const { place, message, advice, fix } of judgeUses(usesInFile(context), vocabulary, rules)) {
    if (place.file !== filename) continue
    const [start, end] = [sourceCode.getLocFromIndex(place.start), sourceCode.getLocFromIndex(place.end)]
    // what is written in another file is no matter of this one
    const isHere = fix?.every((each) => each.place.file === filename)
    context.report({
      loc: { start, end },
      message: `${message}. ${advice}`,
      fix: fix && isHere ? (fixer) => edits(sourceCode.text, fix, fixer) : null,
    })
  }
}

/** Makes a fix of ESLint's, with the imports that it needs; nothing where something else stands there. */
function edits(text: string, fix: readonly Rewrite[], fixer: LintFixer): unknown[] | null {
  const made: unknown[] = []
  const editor: TextEditor = {
    overwrite: (start, end, becomes) => made.push(fixer.replaceTextRange([start, end], becomes)),
    appendLeft: (at, added) => made.push(fixer.insertTextAfterRange([at, at], added)),
    toString: () => '',
  }
  return fixText(text, [fix], () => editor).count ? made : null
}
