import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { CommandFolder } from '../../../test/evolution/command.js'
import { run } from '../run.js'

const speaking = (name: string) =>
  `import { io } from 'socket.io-client'\nio('http://h/patient-pharmacy').on('${name}', f)\n`

/** What a command writes, which can be waited for. */
class Written {
  #text = ''
  #look: () => void = () => {}

  readonly add = (text: string): void => {
    this.#text += `${text}\n`
    this.#look()
  }

  /** Waits until some words are written, and takes what stands up to their end. */
  until(words: string): Promise<string> {
    return new Promise((resolve) => {
      this.#look = () => {
        const at = this.#text.indexOf(words)
        if (at < 0) return
        const end = at + words.length
        const text = this.#text.slice(0, end)
        this.#text = this.#text.slice(end)
        this.#look = () => {}
        resolve(text)
      }
      this.#look()
    })
  }
}

test('--watch scans again when a file changes, comes or goes, and ends when it is told to', async () => {
  const folder = new CommandFolder()
  onTestFinished(() => rmSync(folder.path, { recursive: true, force: true }))
  folder.write('src/client.ts', speaking('order:created'))
  const written = new Written()
  let stop: () => void = () => {}
  const stopped = new Promise<void>((resolve) => {
    stop = resolve
  })
  const ended = run(['scan', 'src', '--contract', 'patient-pharmacy', '--watch'], {
    cwd: folder.path,
    hasColour: false,
    columns: 100,
    out: written.add,
    err: written.add,
    stopped: () => stopped,
  })

  expect(await written.until('Watching src')).toContain('legacy-event (1)')
  folder.write('src/client.ts', speaking('order:new'))
  await written.until('Nothing parts from the contract.')
  folder.write('src/more.ts', speaking('order:created'))
  expect(await written.until('1 finding')).toContain('src/more.ts:2')
  // what is no code is no reason to read it all again
  folder.write('src/notes.txt', 'order:created')
  rmSync(join(folder.path, 'src/more.ts'))
  expect(await written.until('Nothing parts from the contract.')).not.toContain('finding')
  stop()
  expect(await ended).toBe(1)
})
