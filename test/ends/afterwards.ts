import { afterEach } from 'vitest'

const open: (() => unknown)[] = []

afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
})

/** Closes something when the test is over. */
export function afterwards(close: () => unknown): void {
  open.push(close)
}
