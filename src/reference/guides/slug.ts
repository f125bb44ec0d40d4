/** Makes the addresses of a document's headings as GitHub does, so that links work there and here; the second of a name gets a number. */
export function headingSlugs(): (text: string) => string {
  const met = new Map<string, number>()
  return (text) => {
    const slug = text
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
      .replaceAll(' ', '-')
    const before = met.get(slug) ?? 0
    met.set(slug, before + 1)
    return before === 0 ? slug : `${slug}-${before}`
  }
}
