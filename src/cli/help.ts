import { wrapped } from './report/paint.js'

// help is read in a terminal of any width, and piped
const columns = 80

/** Breaks a paragraph of help into lines. */
export function paragraph(text: string): string {
  return wrapped(text, columns).join('\n')
}

/** Lists options, each beside what it does. */
export function optionTable(options: readonly (readonly [option: string, does: string])[]): string {
  const width = Math.max(...options.map(([option]) => option.length)) + 4
  return options
    .flatMap(([option, does]) =>
      wrapped(does, columns - width).map((line, at) => `${(at ? '' : `  ${option}`).padEnd(width)}${line}`),
    )
    .join('\n')
}
