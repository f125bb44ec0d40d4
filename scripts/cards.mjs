// Runs the page of examples/cards, on what the build made: `npm run example:cards`.
import { bundleExample } from './example-bundle.mjs'

await import(await bundleExample('examples/cards', { page: 'page.ts', files: ['style.css'] }))
