// Runs every benchmark, one after the other: `npm run bench`. It takes over an hour; each can be run alone too.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const benchmarks = [
  'guards/guards.mjs',
  'guards/without-eval.mjs',
  'import.mjs',
  'bundle.mjs',
  'tools.mjs',
  'live/round-trips.mjs',
  'live/client.mjs',
  'live/room.mjs',
  'live/room-of-one.mjs',
  'live/versions.mjs',
  'live/memory.mjs',
  'live/client-memory.mjs',
  'live/traced.mjs',
  'live/members.mjs',
  'live/load.mjs',
  'live/return.mjs',
  'live/plot.mjs',
  'live/plot-rates.mjs',
  'runtimes.mjs',
]

const failed = benchmarks.filter((file) => {
  console.log(`## ${file}\n`)
  return spawnSync(process.execPath, [join(import.meta.dirname, file)], { stdio: 'inherit' }).status !== 0
})
if (failed.length) {
  console.error(`failed: ${failed.join(', ')}`)
  process.exitCode = 1
}
