// Runs npm scripts in lanes that go side by side, those of a lane one after the other:
//
//   node scripts/side-by-side.mjs types,lint build       two lanes, of which one has two scripts
//
// Each script's output comes in one piece when it has ended. It exits with 1 where one failed; what stands after that in its
// lane is not begun, and the other lanes end what they do.
import { spawn } from 'node:child_process'

/** Runs a script, prints what it said with how long it took, and returns whether it passed. */
function run(script) {
  const began = performance.now()
  const child = spawn('npm', ['run', '--silent', script], { shell: process.platform === 'win32' })
  const said = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => said.push(piece))
  return new Promise((resolve) => {
    child.on('error', (error) => said.push(Buffer.from(`${error.message}\n`)))
    child.on('close', (code) => {
      const seconds = Math.round((performance.now() - began) / 1000)
      process.stdout.write(`> ${script}: ${code === 0 ? 'passed' : 'failed'} in ${seconds} s\n${Buffer.concat(said)}`)
      resolve(code === 0)
    })
  })
}

/** Runs the scripts of a lane until one fails. */
async function runLane(scripts) {
  for (const script of scripts) if (!(await run(script))) return false
  return true
}

const passed = await Promise.all(process.argv.slice(2).map((lane) => runLane(lane.split(','))))
process.exitCode = passed.every(Boolean) ? 0 : 1
