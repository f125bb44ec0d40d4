import { QueryClient, QueryClientProvider, useMutation, useQuery } from '@tanstack/react-query'
import { createElement as h, useEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { io } from 'socket.io-client'
import { bridge, queryCache } from 'socket-canon/cache'
import { connect } from 'socket-canon/client'
import { ClientProvider, useConnection } from 'socket-canon/react'
import { boardRoom, type Card, cards } from './contract.js'

const key = ['cards']
const columns = ['todo', 'doing', 'done'] as const
const names = { todo: 'To do', doing: 'In hand', done: 'Done' }
const moves = { todo: 'Reopen', doing: 'Start', done: 'Finish' }

const client = connect(io('/cards', { autoConnect: false, reconnectionDelay: 100 }), cards)
const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, retry: 20 } } })

const stay = client.join(boardRoom('board_1'))
const bridged = bridge(
  client,
  queryCache(queries),
  {
    'card:added': { key, update: (held: readonly Card[], card) => added(held, { ...card, moves: 0 }) },
    'card:moved': { key },
    'card:removed': { key, update: 'remove' },
  },
  { rooms: [stay] },
)

function added(held: readonly Card[], card: Card): readonly Card[] {
  return held.some(({ id }) => id === card.id) ? held : [...held, card]
}

const move = ({ id, column }: Pick<Card, 'id' | 'column'>) => {
  const moved = (more: object) => (held: readonly Card[]) =>
    held.map((card) => (card.id === id ? { ...card, column, ...more } : card))
  const confirm = (held: readonly Card[], { moves }: { moves: number }) =>
    // a fact may have told of a later move already
    held.some((card) => card.id === id && card.moves > moves) ? held : moved({ moves })(held)
  return bridged.request('card:move', { id, column }, { key, update: moved({}), confirm })
}

function Board() {
  const { data = [], isPending } = useQuery({
    queryKey: key,
    queryFn: async (): Promise<readonly Card[]> => (await fetch('/cards.json')).json(),
  })
  const { status } = useConnection(cards)
  const { mutate, error } = useMutation({ mutationFn: move })
  return h(
    'main',
    null,
    h('h1', null, 'A board that follows'),
    h('p', { id: 'status', role: 'status' }, isPending ? 'loading' : status, error ? `: ${error.message}` : ''),
    h(
      'div',
      { className: 'board' },
      columns.map((column) =>
        h(
          'section',
          { key: column },
          h('h2', null, names[column]),
          h(
            'ul',
            null,
            data
              .filter((card) => card.column === column)
              .map((card) => h(CardItem, { key: card.id, card, move: (to) => mutate({ id: card.id, column: to }) })),
          ),
        ),
      ),
    ),
  )
}

function CardItem({ card, move }: { card: Card; move(to: Card['column']): void }) {
  const next = columns[columns.indexOf(card.column) + 1] ?? columns[0]
  return h(
    'li',
    { id: card.id, 'data-moves': card.moves },
    h('span', null, card.title),
    h('button', { type: 'button', onClick: () => move(next) }, moves[next]),
  )
}

function App() {
  // a page that goes takes what it began with it
  useEffect(
    () => () => {
      bridged.close()
      stay.leave()
    },
    [],
  )
  return h(QueryClientProvider, { client: queries }, h(ClientProvider, { clients: [[cards, client]] }, h(Board)))
}

createRoot(document.getElementById('root') as HTMLElement).render(h(App))
