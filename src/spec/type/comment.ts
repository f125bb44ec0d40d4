/** Since when something is on its way out, and what takes its place. */
interface Deprecated {
  readonly since?: string
  readonly replacedBy?: string
  readonly removeIn?: string
}

/** Prints what stands above a declaration, a line of its own each; nothing where nothing is said. */
export function commentOf(sentence: string | undefined, deprecated: Deprecated | undefined, indent: string): string {
  const lines = [...(sentence ? sentence.split(/\r?\n/) : []), ...(deprecated ? [deprecationOf(deprecated)] : [])]
    // nothing that a sentence says may end the comment
    .map((line) => line.replaceAll('*/', '*\\/').trim())
    .filter(Boolean)
  if (!lines.length) return ''
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}\n`).join('')}${indent} */\n`
}

function deprecationOf({ since, replacedBy, removeIn }: Deprecated): string {
  const words = [
    since === undefined ? '' : `since ${since}`,
    replacedBy === undefined ? '' : `use \`${replacedBy}\``,
    removeIn === undefined ? '' : `gone in ${removeIn}`,
  ]
  return `@deprecated ${words.filter(Boolean).join(', ')}`
}
