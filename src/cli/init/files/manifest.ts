import { createRequire } from 'node:module'
import { release } from '../../../client/release.js'
import type { ContractPackage } from '../contract-package.js'

// what the command reads, prints and checks modules with; no application loads it
const tools = ['esbuild', 'magic-string', 'oxc-parser', 'oxc-transform', 'typescript', 'zod']

const { devDependencies: tried }: { devDependencies?: Readonly<Record<string, string>> } = createRequire(
  import.meta.url,
)('socket-canon/package.json')

/** Writes the `package.json` of a contract package. */
export function manifestText({ name, contract: { word } }: ContractPackage): string {
  const file = (extension: string): string => `./dist/${word}${extension}`
  const own = `^${release}`
  const manifest = {
    name,
    version: '0.0.0',
    description: `The contract of /${word} for both ends of Socket.IO.`,
    type: 'module',
    sideEffects: false,
    main: file('.cjs'),
    types: file('.d.cts'),
    exports: {
      '.': {
        import: { types: file('.d.ts'), browser: file('.browser.js'), default: file('.js') },
        require: { types: file('.d.cts'), browser: file('.browser.cjs'), default: file('.cjs') },
      },
      './contract.json': './contract.json',
      './schemas/*.json': './schemas/*.json',
      './asyncapi/*.json': './asyncapi/*.json',
      './package.json': './package.json',
    },
    // what the build remembers of itself is nobody else's
    files: ['dist', '!dist/.socket-canon-build.json', 'contract.json', 'contract.versions', 'schemas', 'asyncapi'],
    scripts: {
      build: 'socket-canon build',
      check: 'socket-canon build --check && tsc',
      test: 'socket-canon build && node --test',
      docs: 'socket-canon docs --out site',
      gate: 'socket-canon gate',
      prepack: 'socket-canon build',
    },
    'socket-canon': { entries: [`src/${word}.ts`], out: 'dist', format: ['esm', 'cjs'], prose: 'required' },
    // beside what installs it, and not in it: a server and its contract have to agree on one copy
    peerDependencies: { 'socket-canon': own },
    devDependencies: Object.fromEntries(
      [['socket-canon', own] as const, ...tools.map((each) => [each, tried?.[each] ?? '*'] as const)].sort(),
    ),
  }
  return `${JSON.stringify(manifest, null, 2)}\n`
}
