import type { CodeModule } from '../code/code.js'
import type { MentionUse } from '../model/use.js'
import { placeIn } from './place.js'

/** Returns where a word stands in a file, comments left out. */
export function mentionUses(module: CodeModule, words: readonly string[], isTest: boolean): MentionUse[] {
  return words.flatMap((word) => {
    const found: MentionUse[] = []
    for (let at = module.text.indexOf(word); at >= 0; at = module.text.indexOf(word, at + word.length)) {
      const span = { start: at, end: at + word.length }
      const isPart = /[\w$]/.test(module.text[at - 1] ?? '') || /[\w$]/.test(module.text[span.end] ?? '')
      const isComment = module.comments.some(({ start, end }) => start <= at && at < end)
      if (!isPart && !isComment) found.push({ kind: 'mention', word, isTest, place: placeIn(module, span) })
    }
    return found
  })
}
