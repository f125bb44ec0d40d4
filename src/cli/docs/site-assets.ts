import { readFileSync } from 'node:fs'

const folder = new URL('../../reference/assets/', import.meta.url)

/** Returns the style and the script of a site, as files by their paths. */
export function siteAssets(): Map<string, string> {
  const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8')
  const styles = ['frame.css', 'reference.css'].map(read)
  // a page that is opened as a file may load no modules, so each script gets a scope of its own here
  const scripts = ['search.js', 'site.js'].map((name) => `;(() => {\n${read(name)}})()\n`)
  return new Map([
    ['assets/site.css', styles.join('\n')],
    ['assets/site.js', scripts.join('')],
  ])
}
