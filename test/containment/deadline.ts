import { resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import { build } from 'esbuild'
import type { DeadlineAnswer, DeadlineTask, DeadlineVerdict } from './deadline-worker.js'

/** What became of one question. */
export type DeadlineResult = DeadlineVerdict | { readonly seed: number; readonly ended: true }

// from the root, for a bundle of this file stands elsewhere
const workerFile = resolve('test/containment/deadline-worker.ts')

const bundle = async (): Promise<string> => {
  const { outputFiles } = await build({
    entryPoints: [workerFile],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    write: false,
  })
  return outputFiles[0]?.text ?? ''
}

/** Asks one question of a worker, and ends the worker from outside when it takes twice its time. */
const askOne = (worker: Worker, task: DeadlineTask): Promise<DeadlineResult> =>
  new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined
    const finish = (result: DeadlineResult): void => {
      clearTimeout(timer)
      worker.off('error', reject).off('message', hear)
      resolve(result)
    }
    const hear = (answer: DeadlineAnswer): void => {
      if ('seed' in answer) {
        finish(answer)
        return
      }
      timer = setTimeout(() => {
        void worker.terminate()
        finish({ seed: task.seed, ended: true })
      }, task.timeoutMs * 2)
    }
    worker.on('error', reject).on('message', hear)
    worker.postMessage(task)
  })

/** Asks a question for each seed, one after the other in one worker, which is replaced when it had to be ended. */
export const askAll = async (
  seeds: Iterable<number>,
  timeoutMs: number,
  note: (result: DeadlineResult) => void,
): Promise<void> => {
  const code = await bundle()
  const start = (): Worker => new Worker(code, { eval: true })
  let worker = start()
  for (const seed of seeds) {
    const result = await askOne(worker, { seed, timeoutMs })
    note(result)
    if ('ended' in result) worker = start()
  }
  await worker.terminate()
}
