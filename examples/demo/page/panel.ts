import type { OldHandlers } from '../old-client.js'

/** Is what one application shows of one pharmacy. */
export interface Panel extends OldHandlers {
  readonly element: HTMLElement
  /** Shows how the connection stands. */
  connection(state: { isConnected: boolean; text: string; path: string }): void
}

/** Is what the user of a panel does. */
export interface PanelActions {
  send(content: string): Promise<void>
  typing(isTyping: boolean): void
}

const mostMessages = 30
const mostOrders = 5

/** Makes the panel of one application: its chat, its orders and their deliveries. */
export function panel(id: string, title: string, kind: 'old' | 'new', actions: PanelActions): Panel {
  const element = make('article', { className: `panel ${kind}`, id })
  const status = make('span', { className: 'state', textContent: 'connecting' })
  const path = make('code')
  const head = make('header')
  head.append(make('h3', { textContent: title }), path, status)

  const log = make('ol', { className: 'log', tabIndex: 0 })
  log.setAttribute('role', 'log')
  log.setAttribute('aria-label', `Chat, ${title}`)
  const typing = make('p', { className: 'typing' })
  const form = make('form')
  const input = make('input', { type: 'text', placeholder: 'Write a message', maxLength: 500, autocomplete: 'off' })
  input.setAttribute('aria-label', `Write a message, ${title}`)
  form.append(input, make('button', { textContent: 'Send' }))

  const orders = make('tbody')
  const list = make('table', { className: 'orders' })
  const caption = make('caption', { textContent: 'Orders', className: 'hidden' })
  const headings = make('tr')
  headings.append(...['Order', 'Status', 'Delivery'].map((text) => make('th', { textContent: text, scope: 'col' })))
  const thead = make('thead')
  thead.append(headings)
  list.append(caption, thead, orders)
  element.append(head, log, typing, form, list)
  empty(orders)

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

  const rows = new Map<string, { status: HTMLElement; delivery: HTMLElement; row: HTMLElement }>()
  return {
    element,
    connection: ({ isConnected, text, path: at }) => {
      status.classList.toggle('on', isConnected)
      status.textContent = text
      path.textContent = at
    },
    message: ({ id, senderType, content }) => {
      const item = make('li', { className: senderType })
      item.dataset['fact'] = id
      item.append(make('b', { textContent: senderType === 'patient' ? 'Patient' : 'Pharmacy' }), ` ${content}`)
      const isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40
      log.append(item)
      if (log.childElementCount > mostMessages) log.firstElementChild?.remove()
      if (isAtEnd) log.scrollTop = log.scrollHeight
    },
    order: ({ id, drugName, quantity, status }) => {
      if (rows.size === 0) orders.replaceChildren()
      const row = make('tr')
      const cells = {
        row,
        status: make('td', { textContent: words(status) }),
        delivery: make('td', { textContent: '–' }),
      }
      const name = make('td', { textContent: `${quantity} × ${drugName}` })
      row.append(name, cells.status, cells.delivery)
      rows.set(id, cells)
      orders.prepend(row)
      const [oldest] = rows
      if (rows.size <= mostOrders || !oldest) return
      oldest[1].row.remove()
      rows.delete(oldest[0])
    },
    status: ({ id, status }) => {
      const row = rows.get(id)
      if (row) row.status.textContent = words(status)
    },
    delivery: ({ dispatch: { orderId, status } }) => {
      const row = rows.get(orderId)
      if (row) row.delivery.textContent = words(status)
    },
    typing: ({ isTyping: isOther }) => {
      typing.textContent = isOther ? 'Somebody is typing …' : ''
    },
  }
}

function empty(orders: HTMLElement): void {
  const row = make('tr')
  row.append(make('td', { textContent: 'No order yet', colSpan: 3, className: 'quiet' }))
  orders.append(row)
}

const words = (status: string): string => status.replaceAll('_', ' ').toLowerCase()

function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]> = {},
): HTMLElementTagNameMap[Name] {
  return Object.assign(document.createElement(name), properties)
}
