import { parseArgs } from 'node:util'
import { walkContract } from './own-contract.js'
import { printed } from './print.js'
import { printedContract, printedStep } from './print-contract.js'
import { type ServedDemo, serveDemo } from './serve.js'
import { shownCode } from './shown-code.js'
import { story } from './story.js'

const usualPort = 4180
const { values } = parseArgs({ options: { serve: { type: 'boolean', default: false }, port: { type: 'string' } } })

/** Serves the page: at the port that was asked for, or at the usual one, and where that is taken at any. */
async function started(): Promise<ServedDemo> {
  const { port } = values
  if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) < 65_536))
    throw new DemoError('--port takes a number from 0 to 65535; 0 is any port that is free')
  const wanted = port === undefined ? usualPort : Number(port)
  return serveDemo(wanted).catch((error) => {
    if (error.code !== 'EADDRINUSE') throw error
    if (port !== undefined) throw new DemoError(`port ${port} is taken: name another, or 0 for any that is free`)
    return serveDemo(0)
  })
}

/** Shows the own contract in the terminal, with the code of each step beside what it did. */
async function showContract(url: string): Promise<void> {
  const code = shownCode()
  console.log(printedContract(code))
  await walkContract(url, (taken) => console.log(printedStep(taken, code)))
}

/** Walks through the migration in the terminal; returns whether every promise was kept. */
async function showMigration(): Promise<boolean> {
  console.log('A migration, there and back, while facts flow\n')
  let index = 0
  const phases = await story((phase) => console.log(printed(phase, index++)))
  const broken = phases.flatMap(({ title, promises }) =>
    promises.filter(({ kept }) => !kept).map(({ promise }) => `${title}: ${promise}`),
  )
  console.log(
    broken.length
      ? `${broken.length} promises were broken:\n${broken.map((each) => `  ${each}`).join('\n')}`
      : `All ${phases.length} phases kept their promises: nothing was lost, nothing came twice.`,
  )
  return broken.length === 0
}

/** A mistake in what the demo was called with. */
class DemoError extends Error {}

async function main(): Promise<void> {
  // somebody watches: the page stays for them
  const stays = values.serve || process.stdout.isTTY
  const demo = await started()
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void demo.close().finally(() => process.exit()))
  if (stays) console.log(`The demo is at ${demo.url} until you press Ctrl+C.\n`)
  const deadline = setTimeout(() => {
    console.error('The demo did not end within 100 seconds.')
    process.exit(1)
  }, 100_000)
  await showContract(demo.url)
  if (!values.serve && !(await showMigration())) process.exitCode = 1
  clearTimeout(deadline)
  if (stays) console.log(`All of this as a page: ${demo.url}, until you press Ctrl+C.`)
  else await demo.close()
}

await main().catch((error) => {
  console.error(error instanceof DemoError ? `demo: ${error.message}` : error)
  process.exit(error instanceof DemoError ? 2 : 1)
})
