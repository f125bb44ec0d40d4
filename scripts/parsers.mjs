// Writes beside a built events module the parsers that zod's own compiler generates for its schemas.
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import ts from 'typescript'
import * as z from 'zod/mini'
import { compileFn, util } from 'zod/v4/core'

const directions = ['serverToClient', 'clientToServer']
const schemas = { payload: 'parse', reply: 'parseReply' }

/** Adds the parsers of one events module to both formats. */
export async function addParsers(file) {
  const esm = `dist/esm/events/${file}`
  const module = await import(pathToFileURL(resolve(esm)).href)
  const patterns = new Map(Object.entries(await built('pattern.js')).map(([name, pattern]) => [pattern, name]))
  const constants = new Map()
  const helpers = new Map()
  const name = (text) => constants.get(text) ?? constants.set(text, `k${constants.size}`).get(text)
  const lines = Object.values(module).flatMap((contract) =>
    directions.flatMap((direction) =>
      Object.entries(contract?.[direction] ?? {}).flatMap(([event, declared]) =>
        Object.entries(schemas).flatMap(([part, parser]) => {
          if (!declared[part]) return []
          const where = `${declared.namespace} ${event} ${part}`
          return [
            `  ${direction}[${JSON.stringify(event)}].${parser} = ${parserOf(declared[part], { where, name, helpers, patterns })}`,
          ]
        }),
      ),
    ),
  )
  const code = [...constants.keys(), ...lines].join('\n')
  const isUsed = (called) => new RegExp(`\\b${called}\\b`).test(code)
  for (const from of ['check.js', 'own-value.js'])
    for (const check of Object.keys(await built(from))) helpers.set(check, `../fields/${from}`)
  for (const helper of [...helpers.keys()].filter((helper) => !isUsed(helper))) helpers.delete(helper)
  for (const [text, key] of constants)
    if (text.startsWith('(input) =>') && code.match(new RegExp(`\\b${key}\\b`, 'g'))?.length === 1) {
      const line = lines.findIndex((line) => line.endsWith(` = ${key}`))
      if (line >= 0) lines[line] = lines[line].replace(/k\d+$/, () => text)
    }
  // a front end hears events all the time, and says something or reads an answer now and then: a schema does for that
  const isHeard = (line) => /^ {2}serverToClient\[.*?\]\.parse =/.test(line)
  const heard = blockOf(lines.filter(isHeard), constants, helpers)
  const others = blockOf(
    lines.filter((line) => !isHeard(line)),
    constants,
    helpers,
  )
  for (const format of ['esm', 'cjs']) {
    const at = `dist/${format}/events/${file}`
    writeFileSync(at, uncommented(readFileSync(at, 'utf8')))
    if (heard) appendFileSync(at, `${heard.imports[format]}{\n  const { serverToClient } = contract\n${heard.body}}\n`)
    if (!others) continue
    // apart from the events, so that a bundle for browsers can leave them out
    const called = {
      esm: `import { addParsers } from '../parsers/${file}'\naddParsers(contract)\n`,
      cjs: `require('../parsers/${file}').addParsers(contract)\n`,
    }
    const header = { esm: 'export function addParsers', cjs: 'exports.addParsers = function ' }
    appendFileSync(at, called[format])
    mkdirSync(`dist/${format}/parsers`, { recursive: true })
    writeFileSync(
      `dist/${format}/parsers/${file}`,
      `${others.imports[format]}${header[format]}({ serverToClient, clientToServer }) {\n${others.body}}\n`,
    )
  }
}

/** Writes some parsers with the constants and imports that they use. */
function blockOf(lines, constants, helpers) {
  if (!lines.length) return undefined
  const uses = (text, name) => new RegExp(`\\b${name}\\b`).test(text)
  // one constant may use another that stands before it
  const used = []
  for (const [text, key] of [...constants].reverse())
    if (uses([...used, ...lines].join('\n'), key)) used.unshift(`  const ${key} = ${text}`)
  const body = `${[...used, ...lines].join('\n')}\n`
  const named = [...helpers].filter(([helper]) => uses(body, helper))
  const modules = [...new Set(named.map(([, from]) => from))]
  const namesFrom = (from) =>
    named
      .filter(([, module]) => module === from)
      .map(([helper]) => helper)
      .join(', ')
  return {
    body,
    imports: {
      esm: modules.map((from) => `import { ${namesFrom(from)} } from '${from}'\n`).join(''),
      cjs: modules.map((from) => `const { ${namesFrom(from)} } = require('${from}')\n`).join(''),
    },
  }
}

const built = (file) => import(pathToFileURL(resolve(`dist/esm/fields/${file}`)).href)

/** Drops the comments on fields, which esbuild keeps: they live in the declarations. */
function uncommented(text) {
  return ts.transpileModule(text, {
    compilerOptions: { removeComments: true, target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.Preserve },
  }).outputText
}

const made = new WeakMap()

/** Lets zod compile a schema and keeps the source of every function it makes on the way. */
function caught(schema) {
  const Native = globalThis.Function
  function Recording(...source) {
    const factory = new Native(...source)
    return (...values) => {
      const parser = factory(...values)
      made.set(parser, { names: source.slice(0, -1), code: source.at(-1), values })
      return parser
    }
  }
  globalThis.Function = Recording
  try {
    return made.get(compileFn(schema))
  } finally {
    globalThis.Function = Native
  }
}

const parserOf = (schema, printer) => printer.name(ownFieldsOnly(print(caught(schema), printer)))

/** Lets a parser look at nothing inherited: what is no plain object is copied first. */
function ownFieldsOnly(code) {
  const objectFirst = '(input) => {\nif (!isObject(input)) return;'
  if (!code.startsWith(objectFirst)) return code.replace('(input) => {', '(input) => {\ninput = ownValue(input);')
  const asked = 'if (input?.__proto__ !== plain && !isObject(input = ownValue(input))) return;'
  return code.replace(objectFirst, `(input) => {\n${asked}`)
}

function print({ names, code, values }, printer) {
  const constants = new Map(names.map((name, index) => [name, literal(values[index], printer)]))
  const body = code
    .replace(/^return /, '')
    .replace(/^\s*c\d+\.lastIndex = 0;\n/gm, '')
    .replace(/\bc\d+\b/g, (name) => constants.get(name) ?? name)
  return simplified(body)
    .replaceAll('return INVALID', 'return')
    .replaceAll('=== INVALID', '=== undefined')
    .replaceAll(': INVALID', ': undefined')
}

/**
 * Opens the closures zod's compiler makes for optional fields: their only failure, with a value that is not
 * `undefined`, is always the whole parser's failure.
 */
function simplified(code) {
  const closure =
    /let (v\d+) = \(\(\) => \{\n(\s*)let (v\d+);\n\s*if \((v\d+) !== undefined\) \{\n((?:(?!\(\(\) => \{)[\s\S])*?)\n\2\}\n\2return \3;\n\s*\}\)\(\);\n\s*if \(\1 === INVALID\) \{\n\s*if \([^\n]*\) return INVALID;\n\s*\1 = undefined;\n\s*\}/g
  let open = code
  for (let before = ''; before !== open; ) {
    before = open
    open = open.replace(closure, (_, outer, indent, inner, input, body) => {
      const opened = body.replace(new RegExp(`\\b${inner}\\b`, 'g'), outer)
      return `let ${outer};\n${indent}if (${input} !== undefined) {\n${opened}\n${indent}}`
    })
  }
  for (const [, copy, input] of open.matchAll(
    /let (v\d+);\n\s*if \((v\d+) !== undefined\) \{\n(?:(?!\n\s*\})[\s\S])*\n\s*\1 = \2;\n/g,
  ))
    open = withoutCopy(open, copy, input)
  open = open.replace(/const (v\d+) = \{\};((?:\s*(?:if \([^\n]*\) )?\1\[[^\n]*)+)/g, literalFirst)
  return readAtOnce(rewrites.reduce((text, [from, to]) => text.replace(from, to), absentOrFit(open)))
}

/**
 * Lets an optional field hold `undefined` where its closure stays: zod tells "there is nothing" from "it does not fit",
 * which are one value in what is printed.
 */
function absentOrFit(code) {
  const closure =
    /(let (v\d+) = \(\(\) => \{\n\s*let v\d+;\n\s*if \((v\d+) !== undefined\) \{[\s\S]*?)if \(\2 === INVALID\) \{\n\s*if \([^\n]*\) return INVALID;\n\s*\2 = undefined;\n\s*\}/g
  let told = code
  for (let before = ''; before !== told; ) {
    before = told
    told = told.replace(closure, '$1if ($2 === INVALID && $3 !== undefined) return INVALID;')
  }
  if (/=== INVALID\) \{\n[^\n]*\bin\b/.test(told))
    throw new Error(`an optional field is read in an unknown way:\n${told}`)
  return told
}

/** Reads the fields of an object in one pattern, which bundles to less. */
function readAtOnce(code) {
  return [...code.matchAll(/if \(!isObject\((\w+)\)\) return INVALID;/g)].reduce((text, [asked, object]) => {
    const read = new RegExp(`^ *const (v\\d+) = ${object}\\["(\\w+)"\\];\n`, 'gm')
    const fields = [...text.matchAll(read)].map(([, value, field]) => `${field}: ${value}`)
    if (!fields.length || text.split(asked).length !== 2) return text
    return text.replace(read, '').replace(asked, `${asked}\nconst { ${fields.join(', ')} } = ${object};`)
  }, code)
}

/** Spares the variable an optional field is copied to, where it is the field as it came. */
function withoutCopy(code, copy, input) {
  const assigned = code.match(new RegExp(`\\b${copy} = `, 'g')) ?? []
  if (assigned.length !== 1) return code
  const rest = code.replace(`let ${copy};\n`, '').replace(`${copy} = ${input};\n`, '')
  return rest.replace(new RegExp(`\\b${copy}\\b`, 'g'), input)
}

/** Builds an object from the fields that are always there at once, and adds the others. */
function literalFirst(_, object, assignments) {
  const lines = assignments.trim().split(/\n\s*/)
  const always = lines.flatMap(
    (line) =>
      line
        .match(/^v\d+\[("[^"]*")\] = (v\d+);$/)
        ?.slice(1, 3)
        .join(': ') ?? [],
  )
  const rest = lines.filter((line) => line.startsWith('if '))
  if (always.length + rest.length !== lines.length) throw new Error(`unexpected object building:\n${assignments}`)
  return [`const ${object} = { ${always.join(', ')} };`, ...rest].join('\n')
}

/** Says the same in less, by checks that all parsers of a module share. */
const rewrites = [
  // a record's own names, of which all that are not enumerable are skipped
  [
    /const (v\d+) = Object\.getOwnPropertyNames\((v\d+)\);(\s*for \(let (v\d+) = 0; \4 < \1\.length; \4\+\+\) \{\s*const (v\d+) = \1\[\4\];\s*)if \(\5 === "__proto__" \|\| !\w+\.call\(\2, \5\)\) continue;/g,
    'const $1 = Object.keys($2);$3if ($5 === "__proto__") continue;',
  ],
  // no key of a record may be a symbol, so there is nothing to walk
  [
    /const (v\d+) = Object\.getOwnPropertySymbols\((v\d+)\);([\s\S]*?)\n( *)for \(let (v\d+) = 0; \5 < \1\.length; \5\+\+\) \{\n[\s\S]*?\n\4\}/g,
    'if (Object.getOwnPropertySymbols($2).length) return INVALID;$3',
  ],
  [
    /if \(typeof (\w+) !== "object" \|\| \1 === null \|\| Array\.isArray\(\1\)\) return INVALID;/g,
    'if (!isObject($1)) return INVALID;',
  ],
  [
    /if \(typeof (v\d+) !== "string"\) return INVALID;\s*if \(!(\w+)\.test\(\1\)\) return INVALID;/g,
    'if (!isText($1, $2)) return INVALID;',
  ],
  [/isText\((v\d+), idPattern\)/g, 'isId($1)'],
  [
    /if \(typeof (v\d+) !== "string"\) return INVALID;\s*const (v\d+) = typeof \1 === "string" && \1\.length > \d+ \? k\d+\(\1\) : \1\.length;\s*if \(\2 > (\d+)\) return INVALID;/g,
    'if (!isShort($1, $3)) return INVALID;',
  ],
  [
    /const (v\d+) = typeof (v\d+) === "string" && \2\.length >= 1 && \2\.length < 2 \? k\d+\(\2\) : \2\.length;\s*if \(\1 < 1\) return INVALID;/g,
    'if ($2 === "") return INVALID;',
  ],
  [
    /if \(typeof (v\d+) !== "number" \|\| !Number\.isFinite\(\1\)\) return INVALID;\s*const (v\d+) = (\w+)\(\1\);\s*if \(\2 instanceof Promise\) \w+\(\);\s*if \(!\2\) return INVALID;/g,
    'if (!$3($1)) return INVALID;',
  ],
  [
    /const (v\d+) = (\w+)\((v\d+)\);\s*if \(\1 instanceof Promise\) \w+\(\);\s*if \(!\1\) return INVALID;/g,
    'if (!$2($3)) return INVALID;',
  ],
]
const codePointLength = '(text) => { let length = 0; for (const _ of text) length++; return length }'
const isPlainObject =
  '(value) => { if (typeof value !== "object" || value === null || Array.isArray(value)) return false; const prototype = Object.getPrototypeOf(value); return prototype === null || prototype === Object.prototype }'
const printed = new Map([
  [util.codePointLength, codePointLength],
  [util.isPlainObject, isPlainObject],
  [Object.prototype.propertyIsEnumerable, 'Object.prototype.propertyIsEnumerable'],
])

/** Writes down what zod's compiler hoisted, or says which schema can't be printed. */
function literal(value, printer) {
  if (value === z.INVALID) return 'undefined'
  const pattern = printer.patterns.get(value)
  if (pattern) {
    printer.helpers.set(pattern, '../fields/pattern.js')
    return pattern
  }
  if (value instanceof RegExp && !value.global && !value.sticky) return printer.name(String(value))
  if (value instanceof Set) return printer.name(`new Set(${JSON.stringify([...value])})`)
  if (printed.has(value)) return printer.name(printed.get(value))
  if (made.has(value)) return printer.name(print(made.get(value), printer))
  if (value?.max !== undefined)
    return printer.name(`(value) => Number.isSafeInteger(value) && value >= ${value.min} && value <= ${value.max}`)
  if (value?.source?.from) {
    const { call, from } = value.source
    printer.helpers.set(call.split('(')[0], from)
    return printer.name(call)
  }
  if (value?.name === 'throwAsync') return 'undefined'
  throw new Error(`${printer.where}: zod's compiler hoisted ${value?.name || typeof value}, which can't be printed`)
}
