import { blankText } from '../code/blank-text.js'

const block = /<script\b([^>]*)>([\s\S]*?)<\/script\s*>/gi

/** The script of a component's file, with everything else made blank, so that what is found stands where it stands in the file. */
export interface ComponentScript {
  readonly text: string
  /** The ending by which its language is known. */
  readonly ending: string
}

/** Takes the scripts out of a component of Vue's or Svelte's, or of a page. */
export function componentScript(text: string): ComponentScript {
  let script = ''
  let at = 0
  let ending = '.js'
  for (const { 0: whole, 1: attributes = '', 2: body = '', index } of text.matchAll(block)) {
    if (/\btype\s*=\s*["']?(?:application|text)\/(?!javascript)/.test(attributes)) continue
    const from = index + whole.indexOf('>', '<script'.length + attributes.length) + 1
    script += blankText(text.slice(at, from)) + body
    at = from + body.length
    const [, language] = /\blang\s*=\s*["']?(\w+)/.exec(attributes) ?? []
    if (language === 'ts' || language === 'tsx' || language === 'jsx') ending = `.${language}`
  }
  return { text: script + blankText(text.slice(at)), ending }
}
