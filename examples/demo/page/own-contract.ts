import { type Applications, applications, type Entries, places, type Step, steps } from '../../parcels/steps.js'
import type { ShownCode } from '../shown-code.js'
import { make } from './element.js'
import { showCode } from './highlight.js'

const actions: Readonly<Record<Step['name'], string>> = {
  room: 'Join it again',
  event: 'Scan the parcel',
  refusal: 'Ask again',
  guard: 'Check this weight',
  'old-name': 'Scan it once more',
}

/** Shows the own contract: its code, and each step with what happens as it is taken, the first time at once. */
export async function showContract(list: HTMLElement): Promise<void> {
  const [code, token] = await Promise.all([
    fetch('/code').then((response) => response.json() as Promise<ShownCode>),
    fetch('/customer').then((response) => response.text()),
  ])
  for (const element of document.querySelectorAll<HTMLElement>('[data-code]'))
    showCode(element, code[element.dataset['code'] ?? ''] ?? '')
  const own = applications(location.origin, token)
  const takes = steps.map((step) => {
    const { element, take } = stepView(step, code[step.name] ?? '', own)
    list.append(element)
    return take
  })
  for (const take of takes) await take()
}

let scans = 0

/** Makes what is seen of a step, and the way to take it. */
function stepView(step: Step, code: string, own: Applications): { element: HTMLElement; take(): Promise<void> } {
  const element = make('li', { id: `step-${step.name}` })
  const shown = make('code')
  const pre = make('pre')
  pre.append(shown)
  const happened = make('p', { className: 'happened' })
  happened.setAttribute('role', 'status')
  const form = make('form')
  const button = make('button', { textContent: actions[step.name] })
  const grams = make('input', { type: 'text', value: 'two kilos', maxLength: 40, autocomplete: 'off' })
  if (step.takes.includes('grams')) {
    const label = make('label', { textContent: 'Grams ' })
    label.append(grams)
    form.append(label)
  }
  form.append(button)
  element.append(make('h3', { textContent: step.title }), form, pre, happened)

  const take = async (): Promise<void> => {
    const entries: Entries = { place: places[scans++ % places.length] ?? '', grams: entered(grams.value) }
    const literals = step.takes.map((name) => `const ${name} = ${literal(entries[name])}`)
    showCode(shown, [...literals, code].join('\n'))
    const lines: string[] = []
    const failed = await step.run({ ...own, ...entries, tell: (line) => lines.push(line) }).then(
      () => false,
      () => true,
    )
    happened.classList.toggle('failed', failed)
    const time = make('time', { textContent: new Date().toLocaleTimeString('en-GB') })
    happened.replaceChildren(time, ` ${failed ? 'It did not happen: is the demo still running?' : lines.join('; ')}`)
  }
  let isTaking = false
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    if (isTaking) return
    isTaking = true
    void take().finally(() => {
      isTaking = false
    })
  })
  return { element, take }
}

/** Reads a number where there is one: a weight that was typed is one, a word is not. */
function entered(text: string): unknown {
  return /^\s*-?\d+(\.\d+)?\s*$/.test(text) ? Number(text) : text
}

function literal(value: unknown): string {
  return typeof value === 'number'
    ? String(value)
    : `'${String(value).replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
