/** What is known of those who listen to an emitter: nothing where they are there or can't be asked, else what to mend. */
export type Pairing = () => Promise<string | undefined>

const answerMs = 2000
const pauseMs = 60_000

/** Words that nobody is there, or nobody whom an emitter reaches. */
export function nobodyListens(otherwise: string): string {
  return `nobody listens on this path: no server is up, or the servers have ${otherwise}`
}

/**
 * Makes what asks, when something is sent, whether anybody listens: at the first time, and then once a minute until
 * somebody does. What there is to mend is told once.
 */
export function pairingWatch(pairing: Pairing | undefined, tell: (words: string) => void): () => void {
  const told = new Set<string>()
  let isKnown = pairing === undefined
  let notBefore = 0
  return () => {
    if (isKnown || performance.now() < notBefore) return
    notBefore = performance.now() + pauseMs
    // a store that can't be asked leaves it open: what it does not take is told of anyway
    pairing?.().then(
      (words) => {
        isKnown = words === undefined
        if (words === undefined || told.has(words)) return
        told.add(words)
        tell(words)
      },
      () => {},
    )
  }
}

/** Waits until what was asked calls back, and returns whether it did in time; what asking returns ends it. */
export async function isAnswered(ask: (answer: () => void) => Promise<() => unknown>): Promise<boolean> {
  let answer = (): void => {}
  let timer: NodeJS.Timeout | undefined
  const came = new Promise<boolean>((resolve) => {
    answer = () => resolve(true)
    timer = setTimeout(() => resolve(false), answerMs)
  })
  try {
    const end = await ask(answer)
    try {
      return await came
    } finally {
      await end()
    }
  } finally {
    clearTimeout(timer)
  }
}
