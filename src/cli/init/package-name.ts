import { builtinModules } from 'node:module'

const longest = 214
const part = /^[a-z0-9-][a-z0-9._-]*$/

/** Returns what keeps npm from taking a name for a package; nothing where it takes it. */
export function packageNameFault(name: string): string | undefined {
  const [, scope, bare = ''] = /^(?:@([^/]*)\/)?(.*)$/s.exec(name) ?? []
  const parts = scope === undefined ? [bare] : [scope, bare]
  if (parts.includes('')) return 'it is empty'
  if (name.length > longest) return `it has more than ${longest} characters`
  if (/[A-Z]/.test(name)) return 'it has capital letters'
  if (/^[._]/.test(bare)) return 'it begins with a dot or an underscore'
  if (!parts.every((each) => part.test(each))) return 'it has other signs than a-z, 0-9, hyphens, dots and underscores'
  if (scope === undefined && (builtinModules.includes(bare) || /^(?:node_modules|favicon\.ico)$/.test(bare)))
    return 'it belongs to Node'
  return undefined
}

/** Makes the name of a package of that of its folder, in the scope of the packages around it. */
export function packageNameFor(folderName: string, scope: string | undefined): string {
  const bare = folderName
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[._-]+|[._-]+$/g, '')
  const within = scope === undefined ? '' : `${scope}/`
  const choices = bare === '' ? [] : [bare, `${bare}-contract`]
  const found = choices.find((each) => packageNameFault(`${within}${each}`) === undefined)
  return `${within}${found ?? 'contract'}`
}
