// What `scripts/versions.mjs` bundles: it lets clients of two versions, and of none, live with one server and prints what each got.
import { liveTable, written, wrongCells } from './table.js'

const grids = await liveTable()
console.log(`Clients of a contract's version 1, of its version 2, and such as declare nothing, with one server of version 2.
From the server: the names on the wire, packets / handler calls for each fact. From a client: the name it sends, calls of
the handler / right replies, where a delivery that was taken counts as one. A cell is wrong, and says so, where a name, a
shape, a count or a reply is another than is written by hand in said.ts.`)
for (const grid of grids) console.log(`\n${written(grid)}`)
const wrong = wrongCells(grids)
const cells = grids.flatMap(({ down, up }) => [...down, ...up].flatMap((line) => line.cells)).length
console.log(`\n${cells - wrong.length} of ${cells} cells are right`)
for (const each of wrong) console.log(`wrong: ${each}`)
process.exitCode = wrong.length ? 1 : 0
