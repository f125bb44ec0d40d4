// Adds to TypeDoc what is derived from contract.json: pages, addresses that stay, and a search that finds event names.
import { writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import {
  Converter,
  DocumentReflection,
  IndexEvent,
  JSX,
  KindRouter,
  PageEvent,
  ReflectionKind,
  RendererEvent,
} from 'typedoc'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const folder = join(root, 'docs/generated')

export async function load(app) {
  const { framed, readReference, writePages } = await bundled()
  const reference = readReference(root)
  writePages(folder, reference)
  const addresses = new Map(reference.pages.map(({ path, addresses }) => [path, addresses]))

  // the documents keep the places of their files, and their addresses are known to the checker of links
  class ReferenceRouter extends KindRouter {
    getIdealBaseName(reflection) {
      const path = fileOf(reflection)
      return path === undefined ? super.getIdealBaseName(reflection) : path.replace(/\.md$/, '').toLowerCase()
    }

    buildPages(project) {
      const pages = super.buildPages(project)
      for (const { model } of pages) {
        for (const address of addresses.get(fileOf(model)) ?? []) this.getSlugger(model).slug(address)
      }
      return pages
    }
  }
  const fileOf = (reflection) => {
    if (!(reflection instanceof DocumentReflection)) return undefined
    const file = app.files.getReflectionPath(reflection)
    if (file === undefined) return undefined
    const generated = relative(folder, file)
    return generated.startsWith('..') ? relative(root, file).replace(/^docs\//, '') : generated
  }
  app.renderer.defineRouter('reference', ReferenceRouter)

  // guides stand together, in the order they are read in, and entries bear the names they are imported by
  app.converter.on(Converter.EVENT_CREATE_DOCUMENT, (_, document) => {
    const path = fileOf(document) ?? ''
    document.frontmatter.group ??= path.startsWith('guides/') ? 'Guides' : 'Project'
    if (path.startsWith('guides/')) document.name = guideAt(path)?.title ?? document.name
    if (path === 'README.md') document.name = 'The package'
    if (path === 'CHANGELOG.md') document.name = 'Changelog'
    if (path === 'CONTRIBUTING.md') document.name = 'Contributing'
    if (path === 'ARCHITECTURE.md') document.name = 'Architecture'
  })
  const guideAt = (path) => reference.guides.find(({ file }) => path === `guides/${file}`)
  const placeOf = (document) => reference.guides.indexOf(guideAt(fileOf(document) ?? ''))
  app.converter.on(
    Converter.EVENT_RESOLVE_END,
    ({ project }) => {
      const guides = project.groups?.find(({ title }) => title === 'Guides')
      guides?.children.sort((one, other) => placeOf(one) - placeOf(other))
    },
    -1000,
  )
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const module of project.getChildrenByKind(ReflectionKind.Module)) {
      module.name = module.name === 'index' ? 'socket-canon' : `socket-canon/${module.name}`
    }
  })

  // what search finds: the contract's rows, the headings of documents, and the API
  const rows = [...reference.rows]
  app.renderer.on(IndexEvent.PREPARE_INDEX, (event) => {
    for (const found of event.searchResults) {
      if (found instanceof DocumentReflection) continue
      rows.push({
        name: found.name,
        kind: ReflectionKind.singularString(found.kind).toLowerCase(),
        hint: found.parent?.isProject() === false ? `of ${found.parent.getFullName()}` : '',
        url: app.renderer.router.getFullUrl(found),
      })
    }
    event.searchResults = []
    event.searchFields = []
  })
  const types = new Map()
  app.renderer.on(RendererEvent.BEGIN, ({ project }) => {
    for (const module of project.getChildrenByKind(ReflectionKind.Module)) {
      for (const child of module.children ?? []) {
        types.set(`${module.name.replace('socket-canon/', '')}.${child.name}`, child)
      }
    }
  })
  app.renderer.on(PageEvent.BEGIN, (page) => {
    if (addresses.has(fileOf(page.model))) page.pageHeadings.push(...headingsOf(reference, fileOf(page.model)))
  })
  app.renderer.on(PageEvent.END, (page) => {
    if (page.model instanceof DocumentReflection && !addresses.has(fileOf(page.model))) {
      rows.push({ name: page.model.name, kind: 'guide', hint: '', url: page.url })
      for (const { text, link } of page.pageHeadings) {
        rows.push({ name: text, kind: 'guide', hint: `in ${page.model.name}`, url: `${page.url}${link}` })
      }
    }
    if (typeof page.contents !== 'string') return
    page.contents = framed(page.contents, (name) => {
      const type = types.get(name)
      if (type === undefined) {
        app.logger.error(`the contract names the type ${name}, which no entry exports`)
        return undefined
      }
      return app.renderer.router.relativeUrl(page.model, type)
    })
  })
  app.renderer.on(RendererEvent.END, ({ outputDirectory }) => {
    const text = JSON.stringify(rows).replaceAll('<', '\\u003c')
    writeFileSync(join(outputDirectory, 'assets/search-rows.js'), `window.searchRows = ${text}\n`)
  })

  app.renderer.hooks.on('body.begin', () =>
    JSX.createElement('a', { class: 'skip-link', href: '#main' }, 'Skip to the content'),
  )
  // without one, browsers ask the server for a file that is not there
  const icon =
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'><circle cx='8' cy='8' r='6' fill='none' stroke='%230b5cad' stroke-width='3'/></svg>"
  app.renderer.hooks.on('head.begin', () => JSX.createElement('link', { rel: 'icon', href: icon }))
  app.renderer.hooks.on('head.end', (context) =>
    JSX.createElement('script', { defer: true, src: context.relativeURL('assets/search-rows.js') }),
  )
}

/** Lists the headings with addresses of our own for the page's table of contents. */
function headingsOf({ pages }, path) {
  const { body } = pages.find((page) => page.path === path)
  const found = [...body.matchAll(/<h([23]) id="([^"]+)" data-title="[^"]*">(.*?)<a class="address"/g)]
  return found.map(([, level, id, html]) => ({
    link: `#${id}`,
    text: html
      .replace(/<[^>]+>/g, '')
      .replaceAll('&amp;', '&')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>'),
    level: Number(level),
  }))
}

async function bundled() {
  const outfile = join(root, 'node_modules/.cache/reference.mjs')
  await build({
    absWorkingDir: root,
    entryPoints: ['scripts/reference/reference.ts'],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  })
  return import(`file://${outfile}`)
}
