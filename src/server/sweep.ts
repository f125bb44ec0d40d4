const slotMs = 250
const longestMs = 86_400_000

const slots = new Map<number, Set<() => void>>()
let timer: ReturnType<typeof setTimeout> | undefined
let wakesAt = Number.POSITIVE_INFINITY

/** Runs a task within a quarter of a second after an instant, on the one timer all share; answers what takes the task back. */
export function sweepAt(at: number, task: () => void): () => void {
  const slot = Math.ceil(at / slotMs)
  const tasks = slots.get(slot) ?? new Set()
  slots.set(slot, tasks.add(task))
  if (slot < wakesAt) wakeAt(slot)
  return () => {
    tasks.delete(task)
    if (tasks.size === 0 && slots.get(slot) === tasks) slots.delete(slot)
    if (slots.size === 0) rest()
  }
}

function wakeAt(slot: number): void {
  rest()
  wakesAt = slot
  timer = setTimeout(sweep, Math.min(Math.max(slot * slotMs - Date.now(), 0), longestMs))
  // Node's timer would keep the process alive, which is the application's to decide
  ;(timer as { unref?(): unknown }).unref?.()
}

function rest(): void {
  clearTimeout(timer)
  wakesAt = Number.POSITIVE_INFINITY
}

function sweep(): void {
  rest()
  const now = Date.now()
  const due = [...slots].filter(([slot]) => slot * slotMs <= now)
  for (const [slot] of due) slots.delete(slot)
  for (const [, tasks] of due) for (const task of tasks) task()
  const next = Math.min(...slots.keys())
  if (next < wakesAt) wakeAt(next)
}
