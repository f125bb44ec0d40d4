import { parseArgs } from 'node:util'
import { printed } from './print.js'
import { serveDemo } from './serve.js'
import { story } from './story.js'

const { values } = parseArgs({
  options: { serve: { type: 'boolean', default: false }, port: { type: 'string', default: '4180' } },
})

if (values.serve) {
  const { url, close } = await serveDemo(Number(values.port))
  console.log(`The demo is at ${url} until you press Ctrl+C.`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void close().then(() => process.exit()))
} else {
  const deadline = setTimeout(() => {
    console.error('The demo did not end within 100 seconds.')
    process.exit(1)
  }, 100_000)
  let index = 0
  const phases = await story((phase) => console.log(printed(phase, index++)))
  clearTimeout(deadline)
  const broken = phases.flatMap(({ title, promises }) =>
    promises.filter(({ kept }) => !kept).map(({ promise }) => `${title}: ${promise}`),
  )
  console.log(
    broken.length
      ? `${broken.length} promises were broken:\n${broken.map((each) => `  ${each}`).join('\n')}`
      : `All ${phases.length} phases kept their promises: nothing was lost, nothing came twice.`,
  )
  process.exitCode = broken.length ? 1 : 0
}
