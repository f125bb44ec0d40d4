import type { ContractJson } from '../../spec/contract-json.js'
import type { Guide } from '../guides/guide.js'
import { block, code, escaped, fenced, prose } from '../html/html.js'
import { pythonEnd } from '../snippets/python-snippet.js'
import type { NamedEvent } from '../snippets/snippet.js'
import type { Ends } from '../snippets/typescript-end.js'
import { namespacePath, systemPath } from './site-map.js'

/** The page to start with, below the folder of generated pages. */
export const startPath = 'start.md'

/**
 * Fills the page to start with: comments that ask for the systems or for an event's code are replaced by them, and
 * lines that lead to a guide which does not exist are left out.
 */
export function startPage(text: string, contract: ContractJson, ends: Ends, guides: readonly Guide[]): string {
  const hasGuide = (name: string) => guides.some(({ file }) => file === name)
  return text
    .split('\n')
    .filter((line) => [...line.matchAll(/\]\(\.\.\/guides\/([\w-]+\.md)/g)].every(([, guide = '']) => hasGuide(guide)))
    .join('\n')
    .replace('<!-- systems -->', () => systems(contract))
    .replace('<!-- guides -->', () => listOf(guides))
    .replace(/<!-- (\w+) (\S+) (\S+) -->/g, (_, end: string, path: string, name: string) =>
      snippet(contract, ends, end, path, name),
    )
}

function listOf(guides: readonly Guide[]): string {
  return guides.map(({ file, title, lead }) => `- [${title}](../guides/${file})${lead && `: ${lead}`}`).join('\n')
}

function systems({ systems, namespaces }: ContractJson): string {
  const cards = Object.entries(systems).map(([name, system]) => {
    const members = system.namespaces.map((path) => {
      const { serverToClient = {}, clientToServer = {} } = namespaces[path] ?? {}
      const count = Object.keys(serverToClient).length + Object.keys(clientToServer).length
      return `<li><a href="${namespacePath(path)}">${code(path)}</a> <small>${count} events</small></li>`
    })
    return `<li><a class="card-title" href="${systemPath(name)}">${escaped(system.title)}</a><p>${prose(system.summary)}</p><ul>${members.join('')}</ul></li>`
  })
  return block('<div class="reference-page"><ul class="cards">', ...cards, '</ul></div>')
}

function snippet(contract: ContractJson, ends: Ends, end: string, path: string, name: string): string {
  const namespace = contract.namespaces[path]
  const event = namespace?.serverToClient[name] ?? namespace?.clientToServer[name]
  if (namespace === undefined || event === undefined) throw new RangeError(`no code to show for ${path} ${name}`)
  const named: NamedEvent = { ...event, name, path, namespace }
  const all = [...ends.of(named), pythonEnd(named)]
  const shown =
    all.find((one) => one.end === end) ?? all.find((one) => one.end.toLowerCase().includes(end.toLowerCase()))
  if (shown === undefined) throw new RangeError(`no end ${end}`)
  return fenced(shown.language, shown.code)
}
