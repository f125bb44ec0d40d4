import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Answer, packed } from '../project.js'
import type { Shell } from './shell.js'

/** Where a contract package lies: by itself, or among others. */
export type PackageLayout = 'alone' | 'monorepo'

interface Block {
  readonly language: string
  /** Where it is run, or the path of the file that it is. */
  readonly place: string
  /** Whether it goes on until somebody ends it. */
  readonly isRunning: boolean
  readonly text: string
}

const guide = readFileSync(join(packed.repo, 'docs/guides/your-own-contract-package.md'), 'utf8')

/** Lists the blocks of the guide, as they follow each other; those of a layout's own for it alone. */
function blocksFor(layout: PackageLayout): Block[] {
  const other = layout === 'alone' ? 'monorepo' : 'alone'
  return [...guide.matchAll(/^```(\w+) ?([^\n]*)\n(.*?)^```/gms)].flatMap(([, language = '', info = '', text = '']) => {
    const [place = '', mark] = info.split(' ')
    return place === other ? [] : [{ language, place, isRunning: mark === 'running', text }]
  })
}

/** The files that the guide says are laid out. */
export const listedFiles = [...(/^\| File .*?(?=\n\n)/ms.exec(guide)?.[0] ?? '').matchAll(/^\| (.*?) +\|/gm)].flatMap(
  ([, cell = '']) => [...cell.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file),
)

const folders = {
  alone: { contract: 'shop-contract', server: 'shop-server', web: 'shop-web' },
  monorepo: { contract: 'team/packages/shop-contract', server: 'team/apps/server', web: 'team/apps/web' },
}

/** One who follows the guide word by word, from an empty folder. */
export class GuideWalk {
  /** The folder that was empty. */
  readonly start: string
  /** The folder of the repository that the contract is in. */
  readonly repository: string
  readonly #layout: PackageLayout
  readonly #shell: Shell
  readonly #ports: Readonly<Record<number, number>>
  readonly #left: Block[]

  /** Ports stand for those that the guide names. */
  constructor(layout: PackageLayout, shell: Shell, ports: Readonly<Record<number, number>>) {
    this.start = join(packed.root, `own-contract-${layout}`)
    this.repository = join(this.start, layout === 'alone' ? 'shop-contract' : 'team')
    this.#layout = layout
    this.#shell = shell
    this.#ports = ports
    this.#left = blocksFor(layout)
    mkdirSync(this.start)
  }

  /** The blocks that were not followed yet. */
  get left(): number {
    return this.#left.length
  }

  /** The port that stands for one of the guide's. */
  portOf(port: number): number {
    return this.#ports[port] as number
  }

  folderOf(part: 'contract' | 'server' | 'web'): string {
    return join(this.start, folders[this.#layout][part])
  }

  /** Follows the next block, which has to begin with some words. */
  async follow(words: string): Promise<string> {
    const block = this.#left.shift()
    const text = this.#withPorts(block?.text ?? '')
    if (!block || !text.trimStart().startsWith(this.#withPorts(words)))
      throw new Error(`the guide goes on with ${JSON.stringify(text)}, and not with ${JSON.stringify(words)}`)
    if (block.language !== 'sh') return this.#write(block.place, text)
    const folder = this.#folderOf(block.place)
    if (block.isRunning) {
      await this.#shell.start(folder, text, this.portOf(block.place === 'server' ? 3000 : 4173))
      return ''
    }
    const { code, output } = await this.#shell.run(folder, text)
    if (code !== 0) throw new Error(`${text}ended with ${code}:\n${output}`)
    return output
  }

  /** Runs something of the test's own. */
  run(folder: string, script: string): Promise<Answer> {
    return this.#shell.run(folder, script)
  }

  /** Writes a file, or adds lines to one that is there, behind the field that the guide speaks of. */
  #write(path: string, text: string): string {
    const [part, ...rest] = path.split('/')
    const file = join(this.#folderOf(part ?? ''), ...rest)
    mkdirSync(dirname(file), { recursive: true })
    if (!existsSync(file)) writeFileSync(file, text)
    else
      writeFileSync(
        file,
        readFileSync(file, 'utf8').replace(/^ +title: .*\n/m, (line) => `${line}${text}`),
      )
    return readFileSync(file, 'utf8')
  }

  #folderOf(place: string): string {
    if (place === 'alone') return this.start
    if (place === 'monorepo') return existsSync(this.repository) ? this.repository : this.start
    return this.folderOf(place === 'package' ? 'contract' : (place as 'server'))
  }

  #withPorts(text: string): string {
    // at once, for a port of now may hold the figures of another one
    const own: Readonly<Record<string, number>> = this.#ports
    return text.replace(new RegExp(Object.keys(own).join('|'), 'g'), (port) => String(own[port]))
  }
}
