// Opens a page as a browser does, clicks its button, and prints what the page logs and shows then.
import { JSDOM } from 'jsdom'

const { window } = await JSDOM.fromURL(process.argv[2], { pretendToBeVisual: true })
const { document } = window
for (const name of ['document', 'location', 'MutationObserver', 'XMLHttpRequest', 'WebSocket'])
  Object.defineProperty(globalThis, name, { value: window[name], configurable: true })
globalThis.window = window
const { log } = console
const logged = new Promise((resolve) => {
  console.log = (...words) => resolve(words.join(' '))
})
const code = await (await fetch(document.querySelector('script[type=module]').src)).text()
await import(`data:text/javascript,${encodeURIComponent(code)}`)
const output = document.querySelector('output')
const shown = new Promise((resolve) => {
  new window.MutationObserver(() => resolve(output.textContent)).observe(output, { childList: true })
})
document.querySelector('button').click()
log(await logged)
log(await shown)
process.exit(0)
