import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ServedBoard, serveCards } from './serve.js'

const read = (file: string) => readFileSync(join(import.meta.dirname, file), 'utf8')
const { url, board, close }: ServedBoard = await serveCards(read('page.js'), read('style.css'), { port: 4181 })

const titles = ['Call the courier', 'Count the shelf', 'Answer the letter', 'Order labels', 'Check the fridge']
const columns = ['todo', 'doing', 'done'] as const
for (const [at, title] of titles.entries()) board.add({ id: `card_${at}`, title, column: 'todo' })
board.lock('card_4')

// somebody else works at the board
const timer = setInterval(() => {
  const movable = board.all().filter(({ id }) => id !== 'card_4')
  const { id, column } = movable[Math.floor(Math.random() * movable.length)] ?? { id: '', column: 'todo' }
  board.move(id, columns[(columns.indexOf(column) + 1) % columns.length] ?? 'todo')
}, 3000)

console.log(`${url}: a board in two windows; "Check the fridge" is locked. Ctrl+C ends it.`)
process.once('SIGINT', () => {
  clearInterval(timer)
  void close()
})
