#!/usr/bin/env node
import { run } from './run.js'
import { endWithReader, flushed, processTerminal } from './terminal.js'

endWithReader(process.stdout)
const code = await run(process.argv.slice(2), processTerminal())
// modules that were loaded may hold timers and sockets open
await Promise.all([flushed(process.stdout), flushed(process.stderr)])
process.exit(code)
