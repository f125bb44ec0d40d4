// The contracts as they are written, with schemas of zod's; the build puts others in their place.
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const names = ['patient-pharmacy', 'realtime', 'messaging', 'notifications', 'appointments', 'workflow', 'simulation']

const { outputFiles } = await build({
  stdin: {
    contents: names.map((name) => `export * from './src/events/${name}.ts'`).join('\n'),
    resolveDir: fileURLToPath(new URL('../..', import.meta.url)),
  },
  bundle: true,
  format: 'esm',
  platform: 'node',
  write: false,
})
const source = Buffer.from(outputFiles[0].contents).toString('base64')
const contracts = Object.values(await import(`data:text/javascript;base64,${source}`))

/** Holds the contracts by their paths. */
export const zodContracts = Object.fromEntries(contracts.map((contract) => [contract.path, contract]))
