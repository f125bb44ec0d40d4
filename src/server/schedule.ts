import { complaints } from './complaint.js'
import { type Entry, heap } from './heap.js'
import { observationOf } from './observer.js'

const slotMs = 250
// how late a clock that was set is noticed; spans have no such clock, and only the timer's own bound
const longestMs = { instants: 60_000, spans: 86_400_000 }

interface Slot extends Entry {
  readonly tasks: Set<() => void>
}

type Schedule = (at: number, task: () => void) => () => void

const complain = complaints()
const instants = schedule(() => Date.now(), longestMs.instants)
const spans = schedule(() => performance.now(), longestMs.spans)

/** Runs a task within a quarter of a second after an instant of the clock on the wall, on the one timer all share; returns what takes the task back. */
export function runAt(at: number, task: () => void): () => void {
  return instants(at, task)
}

/** Runs a task within a quarter of a second after a time has passed, whatever becomes of the clock on the wall; returns what takes the task back. */
export function runAfter(ms: number, task: () => void): () => void {
  return spans(performance.now() + ms, task)
}

/** Shares one timer among all tasks of one clock. */
function schedule(now: () => number, longest: number): Schedule {
  const slots = new Map<number, Slot>()
  const due = heap<Slot>()
  let timer: ReturnType<typeof setTimeout> | undefined

  // set anew with every slot: a timer that was set on another clock, as tests do, would never come
  function wake(): void {
    const { first } = due
    clearTimeout(timer)
    if (!first) return
    timer = setTimeout(run, Math.min(Math.max(first.at - now(), 0), longest))
    // Node's timer would keep the process alive, which is the application's to decide
    ;(timer as { unref?(): unknown }).unref?.()
  }
  function drop(slot: Slot): void {
    slots.delete(slot.at)
    due.remove(slot)
  }
  function run(): void {
    const present = now()
    const over: Slot[] = []
    for (let slot = due.first; slot && slot.at <= present; slot = due.first) {
      drop(slot)
      over.push(slot)
    }
    for (const { tasks } of over) for (const task of tasks) attempt(task)
    wake()
  }
  return (at, task) => {
    // what is no instant at all has passed
    const end = Math.ceil(at / slotMs) * slotMs || 0
    let slot = slots.get(end)
    if (!slot) {
      slot = { at: end, index: -1, order: 0, tasks: new Set() }
      slots.set(end, slot)
      due.add(slot)
      wake()
    }
    const { tasks } = slot
    tasks.add(task)
    return () => {
      tasks.delete(task)
      if (tasks.size > 0 || slots.get(end)?.tasks !== tasks) return
      drop(slots.get(end) as Slot)
      if (due.size === 0) clearTimeout(timer)
    }
  }
}

/** Runs a task whose failure is nobody else's. */
function attempt(task: () => void): void {
  try {
    task()
  } catch (cause) {
    complain(observationOf({ kind: 'failed', part: 'a timed task of the server binding', cause }, '', ''))
  }
}
