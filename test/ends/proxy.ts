import type { AddressInfo } from 'node:net'
import { connect, createServer, type Socket } from 'node:net'
import { afterwards } from './afterwards.js'

/** Is a network between a client and a server, which can fail as networks do. */
export interface Proxy {
  readonly url: string
  /** Resets whatever clients open, and holds the server's side of what is open. */
  sever(): void
  /** Lets nothing through, and tells neither side. */
  silence(): void
  /** Serves what clients open from now on. */
  mend(): void
}

/** Starts a network before a server, which ends with the test. */
export async function proxy(target: string, delayMs = 0): Promise<Proxy> {
  const pairs = new Set<{ readonly near: Socket; readonly far: Socket; isSilent: boolean }>()
  let state: 'whole' | 'silent' | 'severed' = 'whole'
  const server = createServer((near) => {
    if (state === 'severed') return void near.destroy()
    const far = connect(Number(new URL(target).port), '127.0.0.1')
    const pair = { near, far, isSilent: state === 'silent' }
    pairs.add(pair)
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      const later = (pass: () => void) => {
        if (pair.isSilent) return
        if (delayMs) setTimeout(pass, delayMs)
        else pass()
      }
      from.on('data', (chunk) => later(() => to.writable && to.write(chunk)))
      from.on('close', () => later(() => to.destroy()))
      from.on('error', () => {})
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterwards(() => {
    for (const { near, far } of pairs) {
      near.destroy()
      far.destroy()
    }
    server.close()
  })
  const silence = () => {
    state = 'silent'
    for (const pair of pairs) pair.isSilent = true
  }
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    silence,
    mend: () => {
      state = 'whole'
    },
    sever: () => {
      silence()
      state = 'severed'
      for (const { near } of pairs) near.destroy()
    },
  }
}
