import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A network between one client and the servers, which can fail as networks do. */
export interface Network {
  readonly url: string
  /** Leads to another server from now on. */
  lead(port: number): void
  /** Resets what the client has open or opens, and keeps the server's side of it. */
  sever(): void
  /** Serves what the client opens from now on. */
  mend(): void
  /** Ends the server's side of what was reset. */
  notice(): void
  /** Holds back what the server sends, as to a client that does not read. */
  stall(): void
  /** Hands on what was held back. */
  flow(): void
  close(): void
}

/** Starts a network before a server. */
export async function network(port: number): Promise<Network> {
  const pairs = new Set<{ readonly near: Socket; readonly far: Socket }>()
  const orphans = new Set<Socket>()
  let target = port
  let isStalled = false
  let isSevered = false
  const server = createServer((near) => {
    near.on('error', () => {})
    if (isSevered) return void near.destroy()
    const far = connect(target, '127.0.0.1')
    const pair = { near, far }
    pairs.add(pair)
    near.setNoDelay(true)
    far.setNoDelay(true)
    near.on('data', (chunk) => far.writable && far.write(chunk))
    far.on('data', (chunk) => near.writable && near.write(chunk))
    near.on('close', () => orphans.has(far) || far.destroy())
    far
      .on('error', () => {})
      .on('close', () => {
        pairs.delete(pair)
        orphans.delete(far)
        near.destroy()
      })
    if (isStalled) far.pause()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lead: (to) => {
      target = to
    },
    mend: () => {
      isSevered = false
    },
    sever: () => {
      isSevered = true
      for (const { near, far } of pairs) {
        if (near.destroyed) continue
        orphans.add(far)
        near.destroy()
      }
    },
    notice: () => {
      for (const far of orphans) far.destroy()
    },
    stall: () => {
      isStalled = true
      for (const { far } of pairs) far.pause()
    },
    flow: () => {
      isStalled = false
      for (const { far } of pairs) far.resume()
    },
    close: () => {
      for (const { near, far } of pairs) {
        near.destroy()
        far.destroy()
      }
      server.close()
    },
  }
}
