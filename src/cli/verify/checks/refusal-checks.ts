import type { CheckContext } from '../target/check-context.js'

/** Checks what the server said whenever it refused, and how often. */
export function checkRefusals({ connector, results, model, reproduce, marker }: CheckContext): void {
  const doubled = connector.doubled()
  const steps = reproduce.script({ path: model.path, token: 'TOKEN' })
  if (doubled?.length)
    results.fail('answers.once', undefined, `${[...new Set(doubled)].join(', ')} was answered twice`, [
      ...steps.slice(0, 3),
      `socket.io.on('packet', ({ type, id, data }) => console.log(type === 3 ? 'answer' : 'event', id, data))`,
      `socket.on('connect', () => socket.emit('${doubled[0]}', {}, () => undefined))`,
    ])
  else if (doubled) results.pass('answers.once')
  if (!connector.refusals.length) return
  const texts = connector.refusals.flatMap((each) => textsIn(each, 0))
  const [event] = model.joins
  const provoke = event ? reproduce.emit(model.path, event.name, null) : steps
  if (texts.some(isInward))
    results.fail('errors.private', undefined, 'a stack, or a path of the server, stood in a refusal', provoke)
  else results.pass('errors.private')
  if (texts.some((text) => text.includes(marker)))
    results.fail('errors.echo', undefined, 'a word that was sent stood in a refusal', provoke)
  else results.pass('errors.echo')
}

const inward = [
  /\n\s+at .+[:(]/,
  /\bnode_modules\b/,
  /Traceback \(most recent call last\)/,
  /File ".+", line \d+/,
  /(?:\/[\w.-]+)+\.(?:[cm]?[jt]sx?|py):\d+/,
]

function isInward(text: string): boolean {
  return text === 'stack' || inward.some((pattern) => pattern.test(text))
}

const deepest = 8

/** Lists every text and every key of a value. */
function textsIn(value: unknown, depth: number): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null || depth > deepest) return []
  return Object.entries(value).flatMap(([key, each]) => [
    ...(Array.isArray(value) ? [] : [key]),
    ...textsIn(each, depth + 1),
  ])
}
