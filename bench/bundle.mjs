// What a front end bundles for one namespace, beside socket.io-client's own bundle: minified and compressed.
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { printMachine, printTable } from './machine.mjs'

const contract = `
  export * from '../dist/esm/patient-pharmacy.js'
  export { isPayload, parsePayload, safeParsePayload } from '../dist/esm/guards/index.js'
  export { connect } from '../dist/esm/client/index.js'`
const bundles = {
  'socket.io-client': "export { io } from 'socket.io-client'",
  'client, contract, guards, aliases, rooms': contract,
  'the same and the hooks for React': `${contract}\nexport * from '../dist/esm/react/index.js'`,
}

async function sizeOf(contents) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    external: ['react'],
    write: false,
    logLevel: 'error',
  })
  return gzipSync(outputFiles[0].contents, { level: 9 }).length
}

printMachine()
const sizes = Object.fromEntries(
  await Promise.all(Object.entries(bundles).map(async ([name, contents]) => [name, await sizeOf(contents)])),
)
printTable(
  ['bundle', 'bytes', 'beside socket.io-client'],
  Object.entries(sizes).map(([name, bytes]) => [name, bytes, (bytes / sizes['socket.io-client']).toFixed(2)]),
)
