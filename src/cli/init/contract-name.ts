import { camelCase, isTakenName } from '../adopt/print/constant-name.js'

/** What the first contract of a package is called. */
export interface ContractName {
  /** Its word: that of the file, and of its path. */
  readonly word: string
  /** Its constant. */
  readonly constant: string
}

const longest = 50
const own = ['itemRoom', 'conformance', 'test']

/** Reads the word of a contract; nothing where none can be called so. */
export function contractNameOf(word: string): ContractName | undefined {
  const constant = camelCase(word)
  const isFit = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(word) && word.length <= longest
  return isFit && !isTakenName(constant) && !own.includes(constant) ? { word, constant } : undefined
}

/** Makes the word of a contract of its package's name: `@team/shop-contract` has `shop`. */
export function contractNameFor(packageName: string): ContractName {
  const [bare = '', scope = ''] = packageName.replace(/^@/, '').split('/').reverse()
  const short = bare.replace(/(?:^|[._-])(?:socket-?)?(?:contracts?|events|sockets?)$/, '')
  const words = [short, scope, `${short}-contract`].map((each) =>
    each.replace(/[._-]+/g, '-').replace(/^[-\d]+|-+$/g, ''),
  )
  const [found] = words.flatMap((word) => contractNameOf(word) ?? [])
  return found ?? { word: 'contract', constant: 'contract' }
}
