// The contracts as they are written, with schemas of zod's; the build puts others in their place.
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { contracts } from './packages.mjs'

const { outputFiles } = await build({
  stdin: {
    contents: Object.keys(contracts)
      .map((path) => `export * from './src/events${path}.ts'`)
      .join('\n'),
    resolveDir: fileURLToPath(new URL('../..', import.meta.url)),
  },
  bundle: true,
  format: 'esm',
  platform: 'node',
  write: false,
})
const source = Buffer.from(outputFiles[0].contents).toString('base64')
const written = Object.values(await import(`data:text/javascript;base64,${source}`))

/** Holds the contracts by their paths. */
export const zodContracts = Object.fromEntries(written.map((contract) => [contract.path, contract]))
