/** A Markdown document that somebody wrote, and that becomes a page. */
export interface GuideFile {
  /** Its path, as links between documents spell it: `docs/guides/server.md`. */
  readonly file: string
  /** Where its page stands. */
  readonly page: string
  /** The part of the navigation it stands in. */
  readonly group: string
  readonly text: string
}

/** A document with what it says of itself. */
export interface Guide extends GuideFile {
  /** Its first heading. */
  readonly title: string
  /** Its first sentence. */
  readonly lead: string
}

/** Reads what documents say of themselves, in the order of a list of their files; others follow by name. */
export function guidesIn(files: readonly GuideFile[], order: readonly string[] = []): Guide[] {
  const place = ({ file }: Guide): number => {
    const at = order.indexOf(file)
    return at < 0 ? order.length : at
  }
  return files
    .map(guideOf)
    .sort((one, other) => place(one) - place(other) || one.file.localeCompare(other.file, 'en', { numeric: true }))
}

// those whose first heading is the package's name
const titles = new Map([
  ['README', 'The package'],
  ['CHANGELOG', 'Changelog'],
])

function guideOf(guide: GuideFile): Guide {
  const [, heading, rest = guide.text] = /^# +(.+?)[ #]*\n+([\s\S]*)/m.exec(`${guide.text}\n`) ?? []
  const name = guide.file.replace(/^.*\//, '').replace(/\.md$/i, '')
  const [paragraph = ''] = rest.split(/\n\s*\n/)
  const prose = /^[\p{L}`[*]/u.test(paragraph) ? paragraph.replace(/\s+/g, ' ') : ''
  const [sentence = ''] = /^.*?[.!?](?= |$)/.exec(prose) ?? []
  return {
    ...guide,
    title: (titles.get(name) ?? heading ?? name).replaceAll('`', ''),
    lead: sentence.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/\*\*?/g, ''),
  }
}
