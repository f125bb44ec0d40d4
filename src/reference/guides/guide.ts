/** A guide that somebody wrote. */
export interface Guide {
  /** The name of its file in the folder of guides. */
  readonly file: string
  /** Its first heading. */
  readonly title: string
  /** Its first sentence. */
  readonly lead: string
}

/** Reads what guides say of themselves, in the order in which the page to start with leads to them; others follow by title. */
export function guidesIn(files: readonly (readonly [file: string, text: string])[], start: string): Guide[] {
  const place = ({ file }: Guide): number => {
    const at = start.indexOf(`guides/${file}`)
    return at < 0 ? start.length : at
  }
  return files
    .map(([file, text]) => guideOf(file, text))
    .sort((one, other) => place(one) - place(other) || one.title.localeCompare(other.title, 'en'))
}

function guideOf(file: string, text: string): Guide {
  const [, title, rest] = /^# +(.+?) *\n+([\s\S]*)/m.exec(text) ?? []
  if (title === undefined || rest === undefined) throw new Error(`the guide ${file} has no heading`)
  const [paragraph = ''] = rest.split(/\n\s*\n/)
  const prose = /^[A-Z`[*]/.test(paragraph) ? paragraph.replace(/\s+/g, ' ') : ''
  const [sentence = ''] = /^.*?[.!?](?= |$)/.exec(prose) ?? []
  return { file, title: title.replaceAll('`', ''), lead: sentence.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1') }
}
