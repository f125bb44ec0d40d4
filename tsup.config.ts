import { defineConfig, type Options } from 'tsup'
import zod from 'zod/package.json' with { type: 'json' }
import release from './package.json' with { type: 'json' }

const entry = ['src/**/*.ts', 'src/**/*.tsx', '!src/**/*.test.ts', '!src/**/*.test-d.ts']
const shared: Options = {
  bundle: false,
  target: 'es2022',
  clean: false,
  silent: true,
  // a client says in its handshake which release it was built with
  // and `contract.json` which release of zod the schemas read like
  define: { RELEASE: JSON.stringify(release.version), ZOD: JSON.stringify(zod.version) },
  outExtension: () => ({ js: '.js' }),
}

const required: Options = {
  ...shared,
  format: 'cjs',
  outDir: 'dist/cjs',
  esbuildOptions: (options) => {
    // what is loaded later is required too: a second copy of a library would not know the first one's schemas
    options.supported = { ...options.supported, 'dynamic-import': false }
  },
}

// what the rules of linters take of the command line, which nobody requires otherwise
const forLinters = [
  'src/cli/{command,json-file}.ts',
  'src/cli/adopt/source/specifier.ts',
  'src/cli/scan/{module-resolver,own-contract,python-resolver,relevance,scan-contracts}.ts',
  'src/cli/scan/source-{modules,parts,program,text}.ts',
  'src/reference/snippets/exported-names.ts',
]

// one output file per source file: who imports rooms only gets rooms only
export default defineConfig([
  { ...shared, entry, format: 'esm', outDir: 'dist/esm' },
  { ...required, entry: [...entry, '!src/cli/**', '!src/build/**', '!src/reference/**'] },
  { ...required, entry: forLinters },
])
