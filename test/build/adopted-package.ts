import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { AdoptionOptions } from '../../src/cli/adopt/adoption.js'
import { conformance } from '../../src/testing/index.js'
import { adopted } from '../adopt/adopted.js'
import { complaintsOf } from '../types/native-compiler.js'
import { type PrintedPackage, printedPackage } from './printed-package.js'

/** What became of files that were adopted, once somebody built the contract. */
export interface AdoptedPackage {
  readonly text: string
  readonly report: string
  readonly printed: PrintedPackage
  /** What the conformance of contracts refuses. */
  readonly refused: readonly string[]
}

/** Adopts files, builds the contract and asks whether it conforms. */
export async function adoptedPackage(
  files: Record<string, string>,
  options: Partial<AdoptionOptions> = {},
): Promise<AdoptedPackage> {
  const { text, report } = adopted(files, options)
  const printed = await printedPackage({ 'src/shop.ts': text }, 'src/shop.ts')
  for (const [file, content] of [...printed.modules.files, ...printed.declarations]) {
    mkdirSync(dirname(join(printed.cwd, file)), { recursive: true })
    writeFileSync(join(printed.cwd, file), content)
  }
  const refused = conformance(printed.contracts, { bounds: 'optional' }).flatMap(({ title, check }) => {
    try {
      check()
      return []
    } catch (error) {
      return [`${title}: ${(error as Error).message}`]
    }
  })
  return { text, report, printed, refused }
}

/** Lists what TypeScript says of contracts, and of what is built of them. */
export function errorsIn(packages: readonly AdoptedPackage[]): Promise<string[]> {
  const folders = packages.map(({ printed }) => printed.cwd)
  return complaintsOf({
    files: folders.flatMap((cwd) => ['src/shop.ts', 'dist/shop.d.ts'].map((file) => join(cwd, file))),
    compilerOptions: {
      strict: true,
      noEmit: true,
      skipLibCheck: false,
      exactOptionalPropertyTypes: true,
      module: 'nodenext',
      target: 'es2022',
      types: [],
    },
  })
}
