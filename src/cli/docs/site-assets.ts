import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = new URL('../../reference/assets/', import.meta.url)

/** Returns the style and the scripts of a site, as files by their paths. */
export function siteAssets(): Map<string, string> {
  const styles = ['frame.css', 'reference.css'].map(read)
  const scripts = ['search.js', 'site.js'].map((name) => scoped(read(name)))
  return new Map([
    ['assets/site.css', styles.join('\n')],
    ['assets/site.js', scripts.join('')],
    ['assets/finder.js', `${readLibrary()}\n${scoped(read('finder.js'))}`],
  ])
}

/** Reads the library that search stands on: the build puts it beside the styles, whoever runs the source has it installed. */
function readLibrary(): string {
  const built = fileURLToPath(new URL('minisearch.js', folder))
  if (existsSync(built)) return readFileSync(built, 'utf8')
  return readFileSync(join(createRequire(import.meta.url).resolve('minisearch'), '../../umd/index.js'), 'utf8')
}

function read(name: string): string {
  return readFileSync(new URL(name, folder), 'utf8')
}

// a page that is opened as a file may load no modules, so each script gets a scope of its own here
function scoped(script: string): string {
  return `;(() => {\n${script}})()\n`
}
