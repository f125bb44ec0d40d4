/** Finds the addresses of the contract's types, by entry and name. */
export type TypeAddress = (name: string) => string | undefined

/**
 * Finishes a page the generator wrote: gives it a main landmark to skip to, leads names of types to their pages, and
 * reads icons from the page, since files may not be read from files.
 */
export function framed(html: string, typeAddress: TypeAddress): string {
  const opened = html.replace('<div class="col-content">', '<main class="col-content" id="main" tabindex="-1">')
  const closed = opened.replace(/<\/div>(\s*<div class="col-sidebar">)/, '</main>$1')
  if (opened === html || closed === opened) throw new Error('the generator frames its pages differently now')
  return closed
    .replace(/href="[^"]*assets\/icons\.svg#/g, 'href="#')
    .replace(/<a data-type="([^"]+)">(.*?)<\/a>/g, (_, name: string, text: string) => {
      const address = typeAddress(name)
      return address === undefined ? text : `<a href="${address}">${text}</a>`
    })
}
