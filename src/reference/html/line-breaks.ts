/** Lets names in a text of HTML go on in the next line between their parts: after `_`, `:`, `/` and a full stop; code in blocks stays as it is. */
export function withBreaks(html: string): string {
  return html.replace(
    /(<pre\b.*?<\/pre>)|<code>([^<]*)<\/code>/gs,
    (whole, block: string | undefined, name: string | undefined) =>
      block === undefined && name !== undefined ? `<code>${name.replace(joints, '$&<wbr>')}</code>` : whole,
  )
}

// a name that ends with one of them is not cut from it
const joints = /(?<=[\p{L}\p{N}])[_:/.]+(?=[\p{L}\p{N}{])/gu
