// Bundles each of the checks of containment and runs it; one that finds a fault fails the run.
import { spawnSync } from 'node:child_process'
import { buildSync } from 'esbuild'

const checks = [
  ['bench/diff/corpora.ts'],
  ['bench/diff/strange.ts', process.env.STRANGE_PAIRS ?? '150', process.env.STRANGE_SEED ?? '1'],
  ['bench/diff/deadlines.ts', process.env.DEADLINE_RUNS ?? '2000', process.env.DEADLINE_SEED ?? '1'],
]

for (const [entry, ...args] of checks) {
  const { outputFiles } = buildSync({
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['esbuild'],
    logLevel: 'warning',
    write: false,
  })
  console.log(`\n${entry} ${args.join(' ')}`)
  const { status } = spawnSync(process.execPath, ['-', ...args], {
    input: `(async () => {${outputFiles[0].text}\n})()`,
    stdio: ['pipe', 'inherit', 'inherit'],
  })
  if (status !== 0) process.exitCode = 1
}
