import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The code that the demo shows, by name: cut out of the very files it runs. */
export type ShownCode = Readonly<Record<string, string>>

/** Reads the contract and its old names as a whole, and of the other files what stands between `// shown: NAME` and `// end`. */
export function shownCode(folder = 'examples/parcels'): ShownCode {
  const read = (file: string) => readFileSync(join(folder, file), 'utf8')
  const whole = ['contract', 'aliases'].map((name) => [name, read(`${name}.ts`).trim()])
  const pieces = ['back-end.ts', 'steps.ts'].flatMap((file) => piecesOf(read(file)))
  return Object.fromEntries([...whole, ...pieces])
}

function piecesOf(source: string): [name: string, code: string][] {
  return [...source.matchAll(/^( *)\/\/ shown: (\S+)\n(.*?)^ *\/\/ end$/gms)].map(
    ([, indent = '', name = '', code = '']) => [name, code.replaceAll(new RegExp(`^${indent}`, 'gm'), '').trim()],
  )
}
