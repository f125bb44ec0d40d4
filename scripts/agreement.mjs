// Compares what is printed of random schemas, parsers and plain schemas, with zod's own reading of as many values as are
// wanted: half of them where code may be made of strings, half where it may not.
//
//   npm run agreement -- --values 1000000 --seed 7    seeds from that one on; each run prints its own
//   npm run agreement -- --replay 12 [--no-code]      one of them again, with all that disagreed
//   npm run agreement -- --planted [words...]         plants each known fault in the sources, or those whose names hold
//                                                     one of these words, and looks for it
//
// It exits with 1 where zod and what is printed disagreed, or a planted fault was not found.
import { mkdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'

process.chdir(resolve(import.meta.dirname, '..'))
// beside the packages that the program imports
const folder = join('node_modules/.cache', `agreement.${process.pid}`)
mkdirSync(folder, { recursive: true })
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1))

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    values: { type: 'string', default: '100000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    replay: { type: 'string' },
    'no-code': { type: 'boolean', default: false },
    planted: { type: 'boolean', default: false },
  },
})

/** Loads a module of the tests. */
async function loaded(name) {
  const outfile = join(folder, `${name}.mjs`)
  const entry = { entryPoints: [`test/print/${name}.ts`], outfile, bundle: true, format: 'esm', platform: 'node' }
  await build({ ...entry, packages: 'external', logLevel: 'error' })
  return import(pathToFileURL(resolve(outfile)).href)
}

const { bundled, outcomeOf } = await loaded('agreement')
const schemas = 200

/** Prints what disagreed; returns whether something did. */
function told({ disagreements }, run) {
  if (!disagreements.length) return false
  console.error(`seed ${run.seed}${run.mayMakeCode ? '' : ' --no-code'} disagrees:`)
  for (const each of disagreements) console.error(each)
  return true
}

async function whole() {
  const program = await bundled(folder, 'program')
  const sum = {}
  let disagreed = 0
  for (let seed = Number(values.seed); (sum.values ?? 0) < Number(values.values) && !disagreed; seed++) {
    const run = { seed, schemas, mayMakeCode: seed % 2 === 0, draws: 60 }
    const outcome = await outcomeOf(program, run)
    for (const [name, figure] of Object.entries(outcome))
      if (typeof figure === 'number' && name !== 'seed') sum[name] = (sum[name] ?? 0) + figure
    console.log(`seed ${seed}: ${outcome.values} values, ${sum.values} by now`)
    if (told(outcome, run)) disagreed++
  }
  console.log(JSON.stringify({ from: Number(values.seed), ...sum, disagreed }))
  return disagreed
}

async function replayed(seed) {
  const run = { seed: Number(seed), schemas, mayMakeCode: !values['no-code'], draws: 60 }
  const outcome = await outcomeOf(await bundled(folder, 'program'), run)
  console.log(JSON.stringify({ ...outcome, disagreements: outcome.disagreements.length }))
  return told(outcome, run) ? 1 : 0
}

/** Bounds the search for a planted fault: so many schemas of so many seeds. */
const most = { seeds: 5, schemas: 200 }

/** Looks for each fault; prints after how many values it was found. */
async function planted() {
  const { plantedFaults } = await loaded('planted')
  const chosen = plantedFaults.filter(
    ({ name }) => !positionals.length || positionals.some((word) => name.includes(word)),
  )
  let missed = 0
  for (const [index, fault] of chosen.entries()) {
    const program = await bundled(folder, `planted-${index}`, fault)
    let found
    let tried = 0
    for (let seed = 1; seed <= most.seeds && !found; seed++) {
      const outcome = await outcomeOf(program, { seed, schemas: most.schemas, mayMakeCode: true })
      tried += outcome.values
      found = outcome.disagreements[0]
    }
    if (!found) missed++
    const how = found ? `after ${tried} values` : `in none of ${tried} values`
    console.log(`${found ? 'found ' : 'MISSED'}  ${fault.name.padEnd(66)}  ${how}`)
  }
  console.log(`${chosen.length - missed} of ${chosen.length} were found`)
  return missed
}

const faults = values.planted ? await planted() : values.replay ? await replayed(values.replay) : await whole()
process.exit(faults ? 1 : 0)
