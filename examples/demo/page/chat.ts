import type { OldHandlers } from '../old-client.js'
import { make } from './element.js'

type Message = Parameters<OldHandlers['message']>[0]

/** The chat of a panel, the latest message at its foot. */
export interface ChatView {
  readonly element: HTMLElement
  readonly message: OldHandlers['message']
  /** Shows what was said before; what was heard meanwhile stays as it is. */
  restore(messages: readonly Message[]): void
}

const mostMessages = 30

/** Makes an empty chat. */
export function chatView(label: string): ChatView {
  const element = make('div', { className: 'log', tabIndex: 0 })
  element.setAttribute('role', 'log')
  element.setAttribute('aria-label', label)
  const list = make('ol')
  element.append(list)
  // what the history brought may still be on its way here
  const brought = new Set<string>()
  const isShown = (id: string) => [...list.children].some((item) => (item as HTMLElement).dataset['fact'] === id)
  const trim = (isAtEnd: boolean) => {
    while (list.childElementCount > mostMessages) list.firstElementChild?.remove()
    if (isAtEnd) element.scrollTop = element.scrollHeight
  }
  return {
    element,
    message: (message) => {
      if (brought.delete(message.id)) return
      const isAtEnd = element.scrollHeight - element.scrollTop - element.clientHeight < 40
      list.append(itemOf(message))
      trim(isAtEnd)
    },
    restore: (messages) => {
      const before = messages.filter(({ id }) => !isShown(id))
      for (const { id } of before) brought.add(id)
      list.prepend(...before.map(itemOf))
      trim(true)
    },
  }
}

function itemOf({ id, senderType, content }: Message): HTMLElement {
  const item = make('li', { className: senderType })
  item.dataset['fact'] = id
  item.append(make('b', { textContent: senderType === 'patient' ? 'Patient' : 'Pharmacy' }), ` ${content}`)
  return item
}
