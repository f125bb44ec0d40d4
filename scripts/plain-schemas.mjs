// Puts the package's own plain schemas in the place of zod's in the built events, and in a copy of the fields for them.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

// the fields have it by a door of their own
const zod = /(["'])(?:zod\/mini|\.\/needs-zod-4\.js)\1/g
const door = 'needs-zod-4.js'

/** Rewrites the built events of one format; the parsers are printed from zod's schemas, so they come first. */
export function putPlainSchemas(dist) {
  const fields = readdirSync(`${dist}/fields`).filter((file) => file.endsWith('.js') && file !== door)
  const texts = new Map(fields.map((file) => [file, readFileSync(`${dist}/fields/${file}`, 'utf8')]))
  // a field that plain schemas make in a way of their own
  const own = new Set(readdirSync(`${dist}/plain`).filter((file) => texts.has(file)))
  const needZod = reaching(texts)
  for (const file of own) needZod.delete(file)
  const copied = (file) => needZod.has(file)
  mkdirSync(`${dist}/plain/fields`)
  for (const file of needZod)
    writeFileSync(
      `${dist}/plain/fields/${file}`,
      texts
        .get(file)
        .replace(zod, '"../vocabulary.js"')
        .replace(/(["'])\.\/([\w-]+\.js)\1/g, (path, _, other) =>
          copied(other) ? path : own.has(other) ? `"../${other}"` : `"../../fields/${other}"`,
        )
        .replace(/(["'])\.\.\/contract\//g, '$1../../contract/'),
    )
  for (const file of readdirSync(`${dist}/events`).filter((file) => file.endsWith('.js'))) {
    const text = readFileSync(`${dist}/events/${file}`, 'utf8')
      .replace(zod, '"../plain/vocabulary.js"')
      .replace(/(["'])\.\.\/fields\/([\w-]+\.js)\1/g, (path, _, other) =>
        copied(other) ? `"../plain/fields/${other}"` : path,
      )
    writeFileSync(`${dist}/events/${file}`, text)
  }
}

/** Loads the rewritten events, and says which one asks for what no plain schema can say yet. */
export async function tryPlainSchemas(dist) {
  for (const file of readdirSync(`${dist}/events`).filter((file) => file.endsWith('.js')))
    try {
      // a module of its own: the one with zod's schemas was loaded for the parsers
      await import(`${pathToFileURL(resolve(`${dist}/events/${file}`)).href}?plain`)
    } catch (error) {
      throw new Error(`src/events/${file.replace('.js', '.ts')}: src/plain/vocabulary.ts lacks a word of zod's`, {
        cause: error,
      })
    }
}

/** Finds the files that import zod, or others that do. */
function reaching(texts) {
  const found = new Set([...texts].flatMap(([file, text]) => (text.match(zod) ? [file] : [])))
  for (let before = -1; before !== found.size; ) {
    before = found.size
    for (const [file, text] of texts) if ([...found].some((other) => text.includes(`./${other}`))) found.add(file)
  }
  return found
}
