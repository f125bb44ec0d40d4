import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { brokenIn } from '../../reference/links.js'
import { siteFiles } from '../../reference/site.js'
import { type Command, CommandError } from '../command.js'
import { optionTable, paragraph } from '../help.js'
import { textOf } from '../json-file.js'
import { readBeside } from './beside-file.js'
import { docsSite } from './docs-site.js'
import { siteAssets } from './site-assets.js'
import { checkSiteFolder, replaceSite } from './site-folder.js'

const usage = `Usage: socket-canon docs [contract.json] --out FOLDER [options]

${paragraph(
  'Writes the reference of a contract as a site of files, which needs no server and no network: a page a namespace with every event, field, room and legacy name, error codes, and a search that finds an event by every name it ever had. All of it is read from contract.json.',
)}

${optionTable([
  ['--out FOLDER', 'where to write it; an earlier site there is replaced as a whole'],
  ['--title TITLE', "the site's title (the name of the contract's package)"],
  [
    '--guides FOLDER',
    'a folder of Markdown whose documents become pages, in the order of the names in its order.json; a link to `reference:events/shop.html` leads to a page of the contract, and elsewhere is plain text; needs `marked` to be installed',
  ],
  ['--page FILE', 'one more document that becomes a page, such as README.md; may be given several times'],
  ['--start FILE', 'the document to start with; `<!-- contract -->` and `<!-- guides -->` in it stand for these'],
  ['--beside FILE', 'what else the site leads to, as JSON: `navigation`, pages of `types`, and what `search` finds'],
])}

${paragraph('Exit codes: 0 it is written, 2 it could not be, and nothing has changed.')}`

/** Writes the reference of a contract. */
export const docsCommand: Command = {
  name: 'docs',
  summary: 'write the reference of a contract.json as a site of files',
  usage,
  run: async (args, { cwd, out }) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        out: { type: 'string' },
        title: { type: 'string' },
        guides: { type: 'string' },
        page: { type: 'string', multiple: true },
        start: { type: 'string' },
        beside: { type: 'string' },
      },
    })
    const [file = 'contract.json', ...more] = positionals
    if (more.length) throw new CommandError('takes one file: a contract.json')
    if (!values.out) throw new CommandError('needs a folder to write to, such as --out site')
    checkSiteFolder(cwd, values.out)
    if (textOf(cwd, file) === undefined)
      throw new CommandError(
        `there is no file ${file}: \`socket-canon build\` writes it, or name another contract.json`,
      )
    const makeSite = await docsSite(cwd, { contract: file, ...values })
    const beside = values.beside === undefined ? {} : readBeside(cwd, values.beside)
    const site = makeSite(beside)
    const [lost] = [
      ...site.broken,
      ...brokenIn(site, new Set(Object.values(beside.types ?? {}))).map(({ page, href }) => [page, href] as const),
    ]
    if (lost) throw new CommandError(`${lost[0]} leads to ${lost[1]}, which is not there`)
    const files = new Map([...siteFiles(site), ...siteAssets()])
    replaceSite(cwd, values.out, files, site.copied)
    out(`${site.pages.length} pages: open ${join(values.out, 'index.html')}`)
    return 0
  },
}
