// What it takes to import the contract and the guards in a new process, beside importing classic zod.
import { execFileSync } from 'node:child_process'
import { printMachine, printTable, ratioText } from './machine.mjs'
import { median, spread } from './measure.mjs'

const turns = Number(process.env.TURNS ?? 25)
const root = new URL('../', import.meta.url)
const imports = {
  zod: ['zod'],
  'socket-canon/patient-pharmacy and guards': ['socket-canon/patient-pharmacy', 'socket-canon/guards'],
}

const taken = (modules) => {
  const code = `const from = process.cpuUsage()
    for (const module of ${JSON.stringify(modules)}) await import(module)
    const { user, system } = process.cpuUsage(from)
    console.log(user + system)`
  return Number(execFileSync(process.execPath, ['--input-type=module', '-e', code], { cwd: root, encoding: 'utf8' }))
}

printMachine()
const times = Object.fromEntries(Object.keys(imports).map((name) => [name, []]))
for (let turn = 0; turn < turns; turn++) {
  const names = Object.keys(imports)
  for (const name of turn % 2 ? names : names.reverse()) times[name].push(taken(imports[name]))
}
console.log(`a cold import, ${turns} processes each, in turns; processor time\n`)
printTable(
  ['import', 'ms', 'beside zod'],
  Object.entries(times).map(([name, each]) => [
    name,
    (median(each) / 1000).toFixed(1),
    ratioText(spread(each.map((time, turn) => time / times.zod[turn]))),
  ]),
)
