#!/usr/bin/env node
import { run } from './run.js'
import { endWithReader, processTerminal } from './terminal.js'

endWithReader(process.stdout)
process.exitCode = await run(process.argv.slice(2), processTerminal())
