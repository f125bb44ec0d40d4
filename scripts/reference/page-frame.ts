/** Finds the addresses of the contract's types, by entry and name. */
export type TypeAddress = (name: string) => string | undefined

/**
 * Finishes a page the generator wrote: gives it a main landmark to skip to, leads names of types to their pages, and
 * names for those who don't see them the parts that have only a picture.
 */
export function framed(html: string, typeAddress: TypeAddress): string {
  return html
    .replace('<div class="col-content">', '<main class="col-content" id="main" tabindex="-1">')
    .replace('</div><div class="col-sidebar">', '</main><div class="col-sidebar">')
    .replace(/<a data-type="([^"]+)">(.*?)<\/a>/g, (_, name: string, text: string) => {
      const address = typeAddress(name)
      return address === undefined ? text : `<a href="${address}">${text}</a>`
    })
}
