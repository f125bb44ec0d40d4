// Writes the site of this package to docs/reference: what `socket-canon docs` makes of the contract and the guides, with TypeDoc's
// pages of the API beside it. Needs a build.
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { Application, Converter, ReflectionKind } from 'typedoc'

if (!existsSync('dist/esm/reference/assets')) throw new Error('dist is missing: run `npm run build`')
const { apiFolder, prepareApi } = await import('./api-pages.mjs')
const { docsSite } = await import('../dist/esm/cli/docs/docs-site.js')
const { run } = await import('../dist/esm/cli/run.js')

const site = 'docs/reference'
const [cache, besideFile] = ['node_modules/.cache/api', 'node_modules/.cache/beside.json']
const options = {
  contract: 'contract.json',
  title: 'socket-canon',
  guides: 'docs/guides',
  page: ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md'],
  start: 'docs/start.md',
}

const app = await Application.bootstrapWithPlugins()
let told
const framing = await docsSite(process.cwd(), options)
prepareApi(app, (beside) => {
  told = beside
  return framing({ ...beside, search: [] }).frame
})
// entries bear the names they are imported by
app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
  for (const module of project.getChildrenByKind(ReflectionKind.Module)) {
    module.name = module.name === 'index' ? 'socket-canon' : `socket-canon/${module.name}`
  }
})
const project = await app.convert()
if (project) {
  app.validate(project)
  await app.generateDocs(project, cache)
}
const { errorCount, warningCount } = app.logger
if (!project || errorCount + warningCount > 0) throw new Error('the API could not be described: see above')

mkdirSync('node_modules/.cache', { recursive: true })
writeFileSync(besideFile, JSON.stringify(told))
rmSync(site, { recursive: true, force: true })
const { contract, page, ...words } = options
const named = Object.entries(words).flatMap(([name, value]) => [`--${name}`, value])
const args = [
  'docs',
  contract,
  '--out',
  site,
  '--beside',
  besideFile,
  ...named,
  ...page.flatMap((file) => ['--page', file]),
]
const terminal = { cwd: process.cwd(), hasColour: false, columns: 120, out: console.log, err: console.error }
process.exitCode = await run(args, terminal)
if (process.exitCode === 0) renameSync(cache, `${site}/${apiFolder}`)
