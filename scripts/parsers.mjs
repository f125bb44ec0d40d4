// Writes beside a built events module the parsers of its schemas.
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import ts from 'typescript'

const directions = ['serverToClient', 'clientToServer']
const schemas = { payload: 'parse', reply: 'parseReply' }
const formats = ['esm', 'cjs']
const built = (file) => import(pathToFileURL(resolve(`dist/esm/${file}`)).href)

/** Adds the parsers of one events module to both formats. */
export async function addParsers(file) {
  const { parserBlock } = await built('guards/print/block.js')
  const parsers = parsersOf(await built(`events/${file}`))
  // a front end hears events all the time, and says something or reads an answer now and then: a schema does for that
  const heard = parserBlock(parsers.filter(({ isHeard }) => isHeard))
  const others = parserBlock(parsers.filter(({ isHeard }) => !isHeard))
  const leftOut = [...heard.leftOut, ...others.leftOut].map(
    ([target, reasons]) =>
      `${target}: ${reasons.map(({ path, reason }) => `${path.join('.')} is ${reason}`).join(', ')}`,
  )
  if (leftOut.length) throw new Error(`src/events/${file}: no parser can be printed of\n${leftOut.join('\n')}`)
  for (const format of formats) {
    const at = `dist/${format}/events/${file}`
    const text = uncommented(readFileSync(at, 'utf8'))
    const said = heard.text && `${importsOf(heard, format)}{\n  const { serverToClient } = contract\n${heard.text}}\n`
    writeFileSync(at, `${text}${said}`)
    if (others.text) writeApart(file, format, others)
  }
}

/** Lists the schemas of an events module, each with what its parser is given to. */
function parsersOf(module) {
  return Object.values(module).flatMap((contract) =>
    directions.flatMap((direction) =>
      Object.entries(contract?.[direction] ?? {}).flatMap(([event, declared]) =>
        Object.entries(schemas).flatMap(([part, parser]) => {
          const schema = declared[part]
          if (!schema) return []
          const isHeard = direction === 'serverToClient' && part === 'payload'
          return [{ target: `${direction}[${JSON.stringify(event)}].${parser}`, schema, isHeard }]
        }),
      ),
    ),
  )
}

/** Writes parsers apart from the events, so that a bundle for browsers can leave them out. */
function writeApart(file, format, block) {
  const called = {
    esm: `import { addParsers } from '../parsers/${file}'\naddParsers(contract)\n`,
    cjs: `require('../parsers/${file}').addParsers(contract)\n`,
  }
  const header = { esm: 'export function addParsers', cjs: 'exports.addParsers = function ' }
  appendFileSync(`dist/${format}/events/${file}`, called[format])
  mkdirSync(`dist/${format}/parsers`, { recursive: true })
  writeFileSync(
    `dist/${format}/parsers/${file}`,
    `${importsOf(block, format)}${header[format]}({ serverToClient, clientToServer }) {\n${block.text}}\n`,
  )
}

/** Writes the imports of what parsers call. */
function importsOf({ imports }, format) {
  const lines = [...imports].map(([home, names]) => {
    const [list, from] = [names.join(', '), `'../fields/${home}.js'`]
    return format === 'esm' ? `import { ${list} } from ${from}\n` : `const { ${list} } = require(${from})\n`
  })
  return lines.join('')
}

/** Drops the comments on fields, which esbuild keeps: they live in the declarations. */
function uncommented(text) {
  return ts.transpileModule(text, {
    compilerOptions: { removeComments: true, target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.Preserve },
  }).outputText
}
