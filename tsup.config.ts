import { defineConfig, type Options } from 'tsup'

const entry = ['src/**/*.ts', 'src/**/*.tsx', '!src/**/*.test.ts', '!src/**/*.test-d.ts']
const shared: Options = {
  bundle: false,
  target: 'es2022',
  clean: false,
  silent: true,
  outExtension: () => ({ js: '.js' }),
}

// one output file per source file: who imports rooms only gets rooms only
export default defineConfig([
  { ...shared, entry, format: 'esm', outDir: 'dist/esm' },
  // nobody requires the command line
  { ...shared, entry: [...entry, '!src/cli/**'], format: 'cjs', outDir: 'dist/cjs' },
])
