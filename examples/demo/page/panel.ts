import type { History } from '../back-end.js'
import type { OldHandlers } from '../old-client.js'
import type { Pharmacy } from '../pharmacies.js'
import { chatView } from './chat.js'
import { make } from './element.js'
import { ordersView } from './orders.js'

/** What one application shows of one pharmacy. */
export interface Panel extends OldHandlers {
  readonly element: HTMLElement
  /** Shows what there was before the page was opened. */
  restore(history: History): void
  /** Shows how the connection stands. */
  connection(state: { isConnected: boolean; text: string; path: string }): void
}

/** What the user of a panel does. */
export interface PanelActions {
  send(content: string): Promise<void>
  typing(isTyping: boolean): void
}

/** Makes the panel of one application: its chat, its orders and their deliveries. */
export function panel(pharmacy: Pharmacy, kind: 'old' | 'new', actions: PanelActions): Panel {
  const title = kind === 'old' ? 'Old application' : 'New application'
  const element = make('article', { className: `panel ${kind}`, id: `${pharmacy.id}-${kind}` })
  const status = make('span', { className: 'state', textContent: 'connecting' })
  const path = make('code')
  const head = make('header')
  head.append(make('h4', { textContent: title }), path, status)
  const chat = chatView(`Chat, ${title}, ${pharmacy.name}`)
  const typing = make('p', { className: 'typing' })
  const orders = ordersView()
  element.append(head, chat.element, typing, composer(`Message, ${title}, ${pharmacy.name}`, actions), orders.element)
  return {
    ...orders,
    element,
    message: chat.message,
    restore: (history) => {
      chat.restore(history.messages)
      orders.restore(history.orders)
    },
    connection: ({ isConnected, text, path: at }) => {
      status.classList.toggle('on', isConnected)
      status.textContent = text
      path.textContent = at
    },
    typing: ({ isTyping }) => {
      typing.textContent = isTyping ? 'Somebody is typing …' : ''
    },
  }
}

/** Makes the form in which a message is written; what could not be sent comes back into it. */
function composer(label: string, actions: PanelActions): HTMLElement {
  const form = make('form')
  const input = make('input', { type: 'text', placeholder: 'Message', maxLength: 500, autocomplete: 'off' })
  input.setAttribute('aria-label', label)
  form.append(input, make('button', { textContent: 'Send' }))
  let isTyping = false
  const tell = (now: boolean) => {
    if (now !== isTyping) actions.typing(now)
    isTyping = now
  }
  input.addEventListener('input', () => tell(input.value !== ''))
  input.addEventListener('blur', () => tell(false))
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const content = input.value.trim()
    if (!content) return
    input.value = ''
    tell(false)
    actions.send(content).catch(() => {
      input.value = content
    })
  })
  return form
}
