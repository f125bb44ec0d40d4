import type { Taken } from './own-contract.js'
import type { ShownCode } from './shown-code.js'

/** Writes down the contract and both ends that keep it. */
export function printedContract(code: ShownCode): string {
  return [
    'A contract of your own, at work',
    '',
    '  The contract (examples/parcels/contract.ts)',
    ...gutter(code['contract']),
    '',
    '  Its old names (examples/parcels/aliases.ts)',
    ...gutter(code['aliases']),
    '',
    '  The server (examples/parcels/back-end.ts)',
    ...gutter(code['server']),
    '',
    '  A customer (examples/parcels/steps.ts)',
    ...gutter(code['clients']),
    '',
  ].join('\n')
}

/** Writes down a step: its code, and what happened as it ran. */
export function printedStep({ step, entries, happened }: Taken, code: ShownCode): string {
  const entered = step.takes.map((name) => `const ${name} = '${entries[name]}'`)
  return [
    `  ${step.title}`,
    ...gutter([...entered, code[step.name]].join('\n')),
    ...happened.map((line) => `  => ${line}`),
    '',
  ].join('\n')
}

function gutter(code = ''): string[] {
  return code.split('\n').map((line) => `  | ${line}`.trimEnd())
}
