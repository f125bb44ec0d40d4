// Lets TypeDoc write its pages of the API in the frame of the reference, and tells what the reference leads to there.
import { DefaultTheme, IndexEvent, JSX, PageEvent, ReflectionKind, RendererEvent } from 'typedoc'
import { framed } from '../dist/esm/reference/html/frame.js'

/** Where the pages of the API stand in the site. */
export const apiFolder = 'api'

/**
 * Prepares TypeDoc.
 * @param app TypeDoc's application
 * @param frameOf makes the site's frame, given what lies beside the reference
 */
export function prepareApi(app, frameOf) {
  const rows = []
  let frame
  app.renderer.defineTheme(
    'reference',
    themeIn(() => frame),
  )
  app.renderer.on(RendererEvent.BEGIN, ({ project }) => {
    const urlOf = (reflection) => `${apiFolder}/${app.renderer.router.getFullUrl(reflection)}`
    const modules = project.getChildrenByKind(ReflectionKind.Module)
    frame = frameOf({ navigation: [navigationOf(modules, urlOf)], types: typesOf(modules, urlOf), search: rows })
  })
  app.renderer.on(IndexEvent.PREPARE_INDEX, (event) => {
    for (const found of event.searchResults) {
      // a type without a name has no place of its own
      if (found.getFullName().includes('__type')) continue
      rows.push({
        name: found.name,
        kind: ReflectionKind.singularString(found.kind).toLowerCase(),
        hint: found.parent?.isProject() === false ? `of ${found.parent.getFullName()}` : '',
        url: `${apiFolder}/${app.renderer.router.getFullUrl(found)}`,
      })
    }
    // the site has a search of its own
    event.searchResults = []
    event.searchFields = []
  })
  app.renderer.on(PageEvent.END, (page) => {
    page.contents = withoutLeaps(page.contents ?? '')
      // files may not be read from files: icons stand in the page, where a script puts them
      .replace(/href="[^"]*assets\/icons\.svg#/g, 'href="#')
      // what opens a part of the page must hold no link: readers of the screen would not be told of it
      .replace(/<summary\b.*?<\/summary>/gs, (summary) => summary.replace(/<a\b[^>]*>.*?<\/a>/gs, ''))
  })
}

/** Keeps headings from leaping over a level, as TypeDoc's do after the title; they look as they did. */
function withoutLeaps(html) {
  let last = 1
  return html.replace(/<h([1-6])\b([^>]*)>(.*?)<\/h\1>/gs, (_, said, attributes, content) => {
    const level = Math.min(Number(said), last + 1)
    last = level
    const look = level === Number(said) ? attributes : ` data-look="h${said}"${attributes}`
    return `<h${level}${look}>${content}</h${level}>`
  })
}

function navigationOf(modules, urlOf) {
  const items = modules.map((module) => ({
    title: module.name,
    path: urlOf(module),
    isFolded: true,
    below: (module.children ?? [])
      .filter((child) => child.kind !== ReflectionKind.Reference)
      .map((child) => ({ title: child.name, path: urlOf(child) })),
  }))
  return { title: 'API', items }
}

function typesOf(modules, urlOf) {
  const types = modules.flatMap((module) =>
    (module.children ?? []).map((child) => [`${module.name}.${child.name}`, urlOf(child)]),
  )
  return Object.fromEntries(types)
}

/** Makes a theme that writes TypeDoc's content into our frame. */
function themeIn(frame) {
  return class ReferenceTheme extends DefaultTheme {
    defaultLayoutTemplate = (page, template) => {
      const context = this.getRenderContext(page)
      const content = [context.header(page), template(page)].map((part) => JSX.renderElement(part)).join('\n')
      const html = framed(
        {
          path: `${apiFolder}/${page.url}`,
          title: page.model.isProject() ? 'API' : page.model.getFullName(),
          summary: '',
          body: `<div class="api">${content}</div>`,
          isTitled: true,
          styles: ['style', 'highlight', 'custom'].map((name) => `${apiFolder}/assets/${name}.css`),
          scripts: [`${apiFolder}/assets/icons.js`],
        },
        frame(),
      )
      return JSX.createElement(JSX.Raw, { html: html.replace('<!DOCTYPE html>', '') })
    }
  }
}
