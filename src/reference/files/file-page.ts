import { codeBlock } from '../html/highlight.js'
import { block, code, escaped, heading, overviewTable, type TableRow } from '../html/html.js'
import { linkFrom, namespaceId, type Page, paths } from '../pages/page.js'
import { type DataFiles, schemaPath } from './data-files.js'
import { fileLinks } from './file-links.js'

/** Makes the page of the files that are shipped with a site: what each is for, and the schemas of every event. */
export function filePage(files: DataFiles): Page {
  const { texts, documents, schemas } = files
  const namespaces = [...new Set(schemas.map(({ namespace }) => namespace))]
  const body = block(
    '<div class="reference-page">',
    '<p class="lead">The contract as data, for code generators, validators and tools in any language. These files stand beside these pages: a link opens one, and its address can be given to a tool.</p>',
    heading(2, 'about-files', 'Whole contracts', 'the files of whole contracts'),
    overviewTable(
      'Files that describe everything',
      ['File', 'What it is', 'Size'],
      [
        fileRow(
          texts,
          'contract.json',
          'Everything: namespaces, events, rooms, legacy names, error codes and enumerations.',
        ),
        fileRow(texts, 'contract.schema.json', 'The JSON Schema of <code>contract.json</code>.'),
        ...documents.map(({ path, title, namespaces: told }) =>
          fileRow(texts, path, `AsyncAPI 3.0 of ${escaped(title)}: ${told.map(code).join(', ')}.`),
        ),
        fileRow(
          texts,
          'schemas/index.json',
          'All schemas, and what their keywords mean that JSON Schema does not know.',
        ),
      ].flat(),
    ),
    heading(2, 'about-schemas', 'JSON Schemas', 'the JSON Schemas of events'),
    '<p>JSON Schema 2020-12, a file a payload and a reply.</p>',
    ...validators(files),
    ...namespaces.map((namespace) => schemaTable(files, namespace)),
    '</div>',
  )
  return {
    path: paths.files,
    title: 'Files',
    group: 'Lookup',
    summary: 'contract.json, JSON Schema and AsyncAPI, to be read by programs.',
    body,
  }
}

/** Shows how a validator loads a schema, in two languages. */
function validators({ schemas }: DataFiles): string[] {
  const shown = schemas.find(({ part, event }) => part === 'payload' && event !== undefined)
  if (shown === undefined) return []
  const path = `schemas/${shown.file}`
  return [
    heading(3, 'about-validators', 'In a validator', 'schemas in a validator'),
    `<p>Each file stands alone: no other one is needed to read it. With <a href="https://ajv.js.org/">Ajv</a>, here for ${code(shown.event ?? '')} and a payload that was written down:</p>`,
    codeBlock(
      'js',
      `import { readFileSync } from 'node:fs'
import Ajv2020 from 'ajv/dist/2020.js'

const read = (path) => JSON.parse(readFileSync(path, 'utf8'))
// not strict: keywords with x- are ours; no formats: the pattern beside each says it exactly
const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true })
const fits = ajv.compile(read('${path}'))
if (fits(read('payload.json'))) console.log('it fits')
else for (const { instancePath, message } of fits.errors) console.log(instancePath, message)`,
    ),
    '<p>With <code>jsonschema</code> in Python. Its messages repeat what was received, so print where it does not fit, and not the message:</p>',
    codeBlock(
      'python',
      `import json
from jsonschema import Draft202012Validator

with open("${path}") as file:
    validator = Draft202012Validator(json.load(file))
with open("payload.json") as file:
    payload = json.load(file)
for error in validator.iter_errors(payload):
    print(error.json_path, error.validator)`,
    ),
  ]
}

function fileRow(texts: DataFiles['texts'], path: string, html: string): TableRow[] {
  const text = texts.get(path)
  if (text === undefined) return []
  const size = `${Math.ceil(new TextEncoder().encode(text).length / 1024).toLocaleString('en-US')} KB`
  return [
    {
      head: `<a href="${linkFrom(paths.files, path)}">${code(path)}</a>`,
      cells: [html, { html: size, label: 'Size' }],
    },
  ]
}

function schemaTable(files: DataFiles, namespace: string | undefined): string {
  const own = files.schemas.filter((each) => each.namespace === namespace)
  const rows = own.flatMap(({ event, direction, part, file }): TableRow[] => {
    if (event === undefined || direction === undefined)
      return [
        {
          head: code(part),
          cells: ['', { html: fileLinks(paths.files, [[part, `schemas/${file}`]]), label: 'Schemas' }],
        },
      ]
    const at = { ...(namespace !== undefined && { namespace }), direction, name: event }
    const links = (['payload', 'reply'] as const).map((each) => [each, schemaPath(files, at, each)] as const)
    // one row an event, by its first file
    if (links.find(([, path]) => path !== undefined)?.[1] !== `schemas/${file}`) return []
    const from = direction === 'serverToClient' ? 'the server' : 'a client'
    return [
      {
        head: code(event),
        cells: [
          { html: from, label: 'From' },
          { html: fileLinks(paths.files, links), label: 'Schemas' },
        ],
      },
    ]
  })
  const id = namespace === undefined ? 'schemas' : `schemas-${namespaceId(namespace)}`
  return overviewTable(namespace ?? 'In every namespace', ['Event', 'From', 'Schemas'], rows, escaped(id))
}
