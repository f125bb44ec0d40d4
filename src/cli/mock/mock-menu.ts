import type { MockNamespace } from '../../mock/mock-contract.js'
import type { Paint } from '../report/paint.js'

/** What a key sends. */
export interface MenuItem {
  readonly key: string
  readonly namespace: string
  readonly event: string
}

const eventKeys = [...'123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ']

/** Gives each event of the server a key, as long as there are keys. */
export function menuItems(namespaces: readonly MockNamespace[]): MenuItem[] {
  const events = namespaces.flatMap(({ path, sends }) => sends.map((event) => ({ namespace: path, event })))
  return events.slice(0, eventKeys.length).map((each, index) => ({ ...each, key: eventKeys[index] as string }))
}

/** Lists what is served, with the key of each event where keys are heard. */
export function menuText(
  namespaces: readonly MockNamespace[],
  { paint, columns, hasKeys }: { readonly paint: Paint; readonly columns: number; readonly hasKeys: boolean },
): string {
  const items = menuItems(namespaces)
  const lines = namespaces.flatMap(({ path, legacyPath, sends }) => {
    const old =
      legacyPath === undefined ? '' : legacyPath === path ? ', old clients too' : `, old clients on ${legacyPath}`
    const cells = sends.map((event) => {
      const { key = '' } = items.find((item) => item.namespace === path && item.event === event) ?? {}
      return { width: event.length + (hasKeys ? 2 : 0), text: hasKeys ? `${paint.bold(key || ' ')} ${event}` : event }
    })
    return [`  ${paint.bold(path)}${paint.dim(old)}`, ...columnsOf(cells, columns - 4).map((line) => `    ${line}`)]
  })
  const control = '  ? this list   ! refuse all   + slower   - faster   / drop   Ctrl-C ends'
  return [...lines, ...(hasKeys ? ['', paint.dim(control)] : [])].join('\n')
}

interface MenuCell {
  readonly width: number
  readonly text: string
}

/** Sets cells in as many columns as fit, read from left to right. */
function columnsOf(cells: readonly MenuCell[], width: number): string[] {
  const widest = Math.max(...cells.map((cell) => cell.width), 1) + 3
  const across = Math.max(1, Math.floor((width + 3) / widest))
  const lines: string[] = []
  for (let at = 0; at < cells.length; at += across)
    lines.push(
      cells
        .slice(at, at + across)
        .map(({ width: own, text }, index, row) => (index === row.length - 1 ? text : text + ' '.repeat(widest - own)))
        .join(''),
    )
  return lines
}
