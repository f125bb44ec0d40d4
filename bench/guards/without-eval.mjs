// Accepting where code may not be generated, beside where it may: in Node, and in Chromium under a content security policy.
import { execFileSync } from 'node:child_process'
import { createServer } from 'node:http'
import { build } from 'esbuild'
import { chromium } from 'playwright-core'
import { browser } from '../../scripts/system-needs.mjs'
import { printMachine, printTable, ratioText } from '../machine.mjs'
import { median, spread } from '../measure.mjs'
import { acceptedASecond } from './accepting.mjs'
import { events } from './events.mjs'
import { isPayload } from './packages.mjs'

const turns = Number(process.env.TURNS ?? 7)

if (process.argv[2] === 'accept') console.log(acceptedASecond(events, isPayload))
else await benchmark()

/** Runs the same in a process of its own. */
function inNode(flags) {
  const said = execFileSync(process.execPath, [...flags, import.meta.filename, 'accept'], { encoding: 'utf8' })
  return Number(said)
}

async function inChromium(run) {
  const examples = JSON.stringify(
    events.map(({ path, direction, name, values }) => ({ path, direction, name, values })),
  )
  const { outputFiles } = await build({
    stdin: {
      contents: `
        import { contracts, isPayload } from './packages.mjs'
        import { acceptedASecond } from './accepting.mjs'
        const cases = ${examples}.map(({ path, direction, name, values }) => ({ event: contracts[path][direction][name], values }))
        let mayEval = true
        try { new Function('') } catch { mayEval = false }
        window.accepted = () => ({ mayEval, rate: acceptedASecond(cases, isPayload) })`,
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    write: false,
  })
  const server = createServer(({ url }, response) => {
    if (url === '/page.js') return response.setHeader('content-type', 'text/javascript').end(outputFiles[0].text)
    const policy = url === '/eval' ? "script-src 'self' 'unsafe-eval'" : "script-src 'self'"
    response.setHeader('content-type', 'text/html').setHeader('content-security-policy', policy)
    response.end('<!doctype html><script type="module" src="/page.js"></script>')
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const opened = await chromium.launch({ executablePath: browser(), args: ['--no-sandbox'] })
  try {
    const page = await opened.newPage()
    return await run(async (path, wanted) => {
      await page.goto(`http://127.0.0.1:${server.address().port}${path}`)
      const { mayEval, rate } = await page.evaluate(() => window.accepted())
      if (mayEval !== wanted) throw new Error('the policy is not the one meant')
      return rate
    })
  } finally {
    await opened.close()
    server.close()
  }
}

/** Takes turns, for a noisy machine slows both alike. */
async function taken(withEval, withoutEval) {
  const rates = { with: [], without: [] }
  for (let turn = 0; turn < turns; turn++) {
    const both = [async () => rates.with.push(await withEval()), async () => rates.without.push(await withoutEval())]
    for (const each of turn % 2 ? both : both.reverse()) await each()
  }
  return rates
}

async function benchmark() {
  printMachine()
  const rates = {
    Node: await taken(
      () => inNode([]),
      () => inNode(['--disallow-code-generation-from-strings']),
    ),
    Chromium: await inChromium((rate) =>
      taken(
        () => rate('/eval', true),
        () => rate('/', false),
      ),
    ),
  }
  console.log('accept the example of every event; what it takes without code generation, beside with it\n')
  printTable(
    ['where', 'all events a second, with', 'without', 'time beside with'],
    Object.entries(rates).map(([where, { with: allowed, without }]) => [
      where,
      Math.round(median(allowed)),
      Math.round(median(without)),
      ratioText(spread(allowed.map((rate, turn) => rate / without[turn]))),
    ]),
  )
}
