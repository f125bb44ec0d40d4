// Lends the examples of the package's own contracts to what makes fixtures in browsers, whose contracts have none.
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'

const directions = ['serverToClient', 'clientToServer']
const parts = ['example', 'replyExample']
const formats = ['esm', 'cjs']

/** Writes a file that adds the examples where a bundle for browsers left them out, and does nothing elsewhere. */
export function lendExamples(exported) {
  const lines = exported.flatMap(assignmentsOf)
  const files = [...new Set(lines.map(({ module }) => module))]
  const [imports, requires] = [
    files.map((file, at) => `import * as events${at} from '../events/${file}.js'`),
    files.map((file, at) => `const events${at} = require('../events/${file}.js')`),
  ]
  const body = lines.map(({ module, name, text }) => `  events${files.indexOf(module)}.${name}.${text}`)
  const written = {
    esm: {
      all: 'export function addAllExamples() {}\n',
      browser: [...imports, 'export function addAllExamples() {', ...body, '}\n'].join('\n'),
      fixture: "import { addAllExamples } from '../examples/all.js'\naddAllExamples()\n",
    },
    cjs: {
      all: 'exports.addAllExamples = function () {}\n',
      browser: [...requires, 'exports.addAllExamples = function () {', ...body, '}\n'].join('\n'),
      fixture: "require('../examples/all.js').addAllExamples()\n",
    },
  }
  for (const format of formats) {
    const { all, browser, fixture } = written[format]
    mkdirSync(`dist/${format}/examples`, { recursive: true })
    writeFileSync(`dist/${format}/examples/all.js`, all)
    writeFileSync(`dist/${format}/examples/all.browser.js`, browser)
    appendFileSync(`dist/${format}/testing/fixture.js`, fixture)
  }
}

function assignmentsOf({ module, name, contract }) {
  return directions.flatMap((direction) =>
    Object.entries(contract[direction]).flatMap(([event, declared]) =>
      parts.flatMap((part) => {
        if (declared[part] === undefined) return []
        return [
          { module, name, text: `${direction}[${JSON.stringify(event)}].${part} = ${JSON.stringify(declared[part])}` },
        ]
      }),
    ),
  )
}
