import type { CodeModule } from '../code/code.js'
import type { QuoteUse } from '../model/use.js'
import { placeIn } from './place.js'

/** Lists what a page names. */
export function quoteUses(module: CodeModule, isTest: boolean): QuoteUse[] {
  return (module.quotes ?? []).map(({ start, end, text, beside, isQuoted }) => ({
    kind: 'quote',
    name: text,
    place: placeIn(module, { start, end }),
    beside,
    isQuoted,
    isRewritable: true,
    isTest,
  }))
}
