import type { History } from '../back-end.js'
import type { OldHandlers } from '../old-client.js'
import { make } from './element.js'

/** The latest orders of a panel, with how far each has come. */
export interface OrdersView extends Pick<OldHandlers, 'order' | 'status' | 'delivery'> {
  readonly element: HTMLElement
  /** Shows what was ordered before; what was heard meanwhile stays as it is. */
  restore(orders: History['orders']): void
}

interface Row {
  readonly row: HTMLElement
  readonly status: HTMLElement
  readonly delivery: HTMLElement
}

const mostOrders = 5

/** Makes a table that has no order yet. */
export function ordersView(): OrdersView {
  const body = make('tbody')
  const rows = new Map<string, Row>()
  // what the history brought may still be on its way here
  const brought = new Set<string>()
  const show = (all: readonly (readonly [id: string, row: Row])[]) => {
    rows.clear()
    for (const [id, row] of all.slice(-mostOrders)) rows.set(id, row)
    body.replaceChildren(...[...rows.values()].map(({ row }) => row).reverse())
  }
  const setDelivery = (orderId: string, status: string) => {
    const row = rows.get(orderId)
    if (row) row.delivery.textContent = `courier: ${words(status)}`
  }
  return {
    element: tableOf(body),
    order: (order) => {
      if (!brought.delete(order.id)) show([...rows, [order.id, rowOf(order)]])
    },
    status: ({ id, status }) => {
      const row = rows.get(id)
      if (row) row.status.textContent = words(status)
    },
    delivery: ({ dispatch: { orderId, status } }) => setDelivery(orderId, status),
    restore: (orders) => {
      const before = orders.filter(({ id }) => !rows.has(id))
      for (const { id } of before) brought.add(id)
      show([...before.map((order) => [order.id, rowOf(order)] as const), ...rows])
      for (const { id, delivery } of before) if (delivery) setDelivery(id, delivery)
    },
  }
}

function tableOf(body: HTMLElement): HTMLElement {
  const table = make('table', { className: 'orders' })
  const headings = make('tr')
  headings.append(...['Order', 'Status'].map((text) => make('th', { textContent: text, scope: 'col' })))
  const head = make('thead')
  head.append(headings)
  table.append(make('caption', { textContent: 'Orders', className: 'hidden' }), head, body)
  return table
}

function rowOf({ drugName, quantity, status }: Parameters<OldHandlers['order']>[0]): Row {
  const made = {
    row: make('tr'),
    status: make('span', { textContent: words(status) }),
    delivery: make('span', { className: 'delivery' }),
  }
  const state = make('td')
  state.append(made.status, made.delivery)
  made.row.append(make('td', { textContent: `${quantity} × ${drugName}` }), state)
  return made
}

const words = (status: string): string => status.replaceAll('_', ' ').toLowerCase()
