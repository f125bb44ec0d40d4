import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

interface Manifest {
  readonly name: string
  readonly version: string
}

interface Release {
  readonly manifest: Manifest
  readonly tarball: Buffer
}

/** What `npm publish` sends. */
interface Publication {
  readonly name: string
  readonly versions: Readonly<Record<string, Manifest>>
  readonly _attachments: Readonly<Record<string, { readonly data: string }>>
}

/** A registry that has what it is given and what is published to it, and leads to another one for everything else. */
export class Registry {
  readonly #releases = new Map<string, Release[]>()
  readonly #server: Server
  readonly #upstream: string
  readonly #isOwn: (name: string) => boolean

  private constructor(upstream: string, isOwn: (name: string) => boolean) {
    this.#upstream = upstream.replace(/\/$/, '')
    this.#isOwn = isOwn
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch((error: unknown) => {
        response.writeHead(500).end(String(error))
      })
    })
  }

  /** Opens one on this machine; what is its own is never asked of the other. */
  static async open(upstream: string, isOwn: (name: string) => boolean): Promise<Registry> {
    const registry = new Registry(upstream, isOwn)
    await new Promise<void>((resolve) => registry.#server.listen(0, '127.0.0.1', resolve))
    return registry
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** The releases of a package that it has. */
  versionsOf(name: string): string[] {
    return (this.#releases.get(name) ?? []).map(({ manifest }) => manifest.version)
  }

  /** Adds what `npm pack` wrote. */
  add(file: string): void {
    const text = execFileSync('tar', ['-xzOf', file, 'package/package.json'], { encoding: 'utf8' })
    this.#add(JSON.parse(text), readFileSync(file))
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #add(manifest: Manifest, tarball: Buffer): void {
    this.#releases.set(manifest.name, [...(this.#releases.get(manifest.name) ?? []), { manifest, tarball }])
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = decodeURIComponent(new URL(request.url ?? '/', this.url).pathname)
    // what it has may be another thing the next time
    const head = { 'cache-control': 'no-store' }
    if (request.method === 'PUT') {
      this.#take(JSON.parse(await textOf(request)) as Publication)
      response.writeHead(201, head).end('{}')
      return
    }
    const [, name = '', version] = /^\/((?:@[^/]+\/)?[^/]+)(?:\/-\/(.+)\.tgz)?$/.exec(path) ?? []
    if (!this.#isOwn(name)) {
      response.writeHead(307, { ...head, location: `${this.#upstream}${request.url}` }).end()
      return
    }
    const releases = this.#releases.get(name) ?? []
    const asked = releases.find(({ manifest }) => manifest.version === version)
    if (asked) response.writeHead(200, head).end(asked.tarball)
    else if (version === undefined && releases.length)
      response.writeHead(200, { ...head, 'content-type': 'application/json' }).end(this.#document(name, releases))
    else response.writeHead(404, head).end('{"error":"Not found"}')
  }

  #take({ versions, _attachments: attachments }: Publication): void {
    const [manifest] = Object.values(versions)
    const [attachment] = Object.values(attachments)
    if (manifest && attachment) this.#add(manifest, Buffer.from(attachment.data, 'base64'))
  }

  #document(name: string, releases: readonly Release[]): string {
    const versions = releases.map(({ manifest, tarball }) => {
      const digest = (algorithm: string): ReturnType<typeof createHash> => createHash(algorithm).update(tarball)
      const dist = {
        tarball: `${this.url}/${name}/-/${manifest.version}.tgz`,
        integrity: `sha512-${digest('sha512').digest('base64')}`,
        shasum: digest('sha1').digest('hex'),
      }
      return [manifest.version, { ...manifest, dist }]
    })
    const latest = releases.at(-1)?.manifest.version
    return JSON.stringify({ name, 'dist-tags': { latest }, versions: Object.fromEntries(versions) })
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}
