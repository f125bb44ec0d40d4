// Moves the examples of a built events module into a file of its own, which bundles for browsers leave out.

import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import ts from 'typescript'

const directions = ['serverToClient', 'clientToServer']
const parts = ['example', 'replyExample']
const formats = ['esm', 'cjs']

/** Moves the examples of one events module, in both formats; returns whether it has any. */
export async function moveExamples(file) {
  const lines = await examplesOf(file)
  if (!lines.length) return false
  const name = file.replace(/\.js$/, '')
  const body = `({ serverToClient, clientToServer }) {\n${lines.join('\n')}\n}\n`
  const written = {
    esm: {
      events: `import { addExamples } from '../examples/${file}'\naddExamples(contract)\n`,
      // bundles for browsers have nothing in its place, and the data for who asks for it
      here: `export { addExamples } from './${name}.data.js'\n`,
      data: `export function addExamples${body}`,
    },
    cjs: {
      events: `require('../examples/${file}').addExamples(contract)\n`,
      here: `exports.addExamples = require('./${name}.data.js').addExamples\n`,
      data: `exports.addExamples = function ${body}`,
    },
  }
  for (const format of formats) {
    const { events, here, data } = written[format]
    const built = `dist/${format}/events/${file}`
    writeFileSync(built, withoutExamples(readFileSync(built, 'utf8')))
    appendFileSync(built, events)
    mkdirSync(`dist/${format}/examples`, { recursive: true })
    writeFileSync(`dist/${format}/examples/${file}`, here)
    writeFileSync(`dist/${format}/examples/${name}.data.js`, data)
  }
  const after = await examplesOf(file, '?moved')
  if (!isDeepStrictEqual(after, lines)) throw new Error(`the examples of ${file} changed when they were moved`)
  return true
}

/** Lets what makes fixtures bring the examples along, which events have by themselves where there is no browser. */
export function lendExamples(files) {
  const named = files.map((file, at) => [file.replace(/\.js$/, ''), at])
  const written = {
    esm: {
      all: 'export function addAllExamples() {}\n',
      browser: [
        ...named.map(([name, at]) => `import * as events${at} from '../events/${name}.js'`),
        ...named.map(([name, at]) => `import { addExamples as add${at} } from './${name}.data.js'`),
        'export function addAllExamples() {',
        ...named.map(
          ([, at]) => `  for (const each of Object.values(events${at})) if (each?.serverToClient) add${at}(each)`,
        ),
        '}\n',
      ].join('\n'),
      fixture: "import { addAllExamples } from '../examples/all.js'\naddAllExamples()\n",
    },
    cjs: {
      all: 'exports.addAllExamples = function () {}\n',
      browser: [
        'exports.addAllExamples = function () {',
        ...named.map(
          ([name]) =>
            `  for (const each of Object.values(require('../events/${name}.js'))) if (each?.serverToClient) require('./${name}.data.js').addExamples(each)`,
        ),
        '}\n',
      ].join('\n'),
      fixture: "require('../examples/all.js').addAllExamples()\n",
    },
  }
  for (const format of formats) {
    const { all, browser, fixture } = written[format]
    writeFileSync(`dist/${format}/examples/all.js`, all)
    writeFileSync(`dist/${format}/examples/all.browser.js`, browser)
    appendFileSync(`dist/${format}/testing/fixture.js`, fixture)
  }
}

async function examplesOf(file, again = '') {
  const module = await import(pathToFileURL(resolve(`dist/esm/events/${file}`)).href + again)
  return Object.values(module).flatMap((contract) =>
    directions.flatMap((direction) =>
      Object.entries(contract?.[direction] ?? {}).flatMap(([event, declared]) =>
        parts.flatMap((part) =>
          declared[part] === undefined
            ? []
            : [`  ${direction}[${JSON.stringify(event)}].${part} = ${JSON.stringify(declared[part])}`],
        ),
      ),
    ),
  )
}

/** Leaves the examples out of the events that a module declares. */
function withoutExamples(text) {
  const isExample = (node) =>
    ts.isPropertyAssignment(node) &&
    parts.includes(node.name.getText()) &&
    ts.isCallExpression(node.parent.parent) &&
    /\bevent\)?$/.test(node.parent.parent.expression.getText())
  const drop = (context) => (source) => {
    const visit = (node) => (isExample(node) ? undefined : ts.visitEachChild(node, visit, context))
    return ts.visitNode(source, visit)
  }
  return ts.transpileModule(text, {
    compilerOptions: { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.Preserve },
    transformers: { before: [drop] },
  }).outputText
}
