import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The code that the demo shows, by name: cut out of the very files it runs. */
export type ShownCode = Readonly<Record<string, string>>

/** Reads the contract as a whole, and of the other files what stands between `// shown: NAME` and `// end`. */
export function shownCode(folder = 'examples/parcels'): ShownCode {
  const read = (file: string) => readFileSync(join(folder, file), 'utf8')
  const pieces = ['back-end.ts', 'steps.ts'].flatMap((file) => piecesOf(read(file)))
  return Object.fromEntries([['contract', read('contract.ts').trim()], ...pieces])
}

function piecesOf(source: string): [name: string, code: string][] {
  return [...source.matchAll(/^( *)\/\/ shown: (\S+)\n(.*?)^ *\/\/ end$/gms)].map(
    ([, indent = '', name = '', code = '']) => [name, code.replaceAll(new RegExp(`^${indent}`, 'gm'), '').trim()],
  )
}
