import { identityOf, type Value } from './value.js'

/** Questions of one kind, by what they are about. */
export type QuestionTable<Key, Answer> = Map<Key, Question<Answer>>

interface Question<Answer> {
  answer: Answer
  /** Works it out with what is known of others by now; nothing once its answer is sure. */
  work: (() => Answer) | undefined
  readonly isFact: boolean
  /** Questions that were given an answer that may still change; most have none, or one. */
  askers: Question<unknown> | Set<Question<unknown>> | undefined
  runs: number
  isWaiting: boolean
}

/** How deep questions stand in each other before they have to wait, and how often one may be worked out. */
const limits = { depth: 100, runs: 40 }

/**
 * Questions that may lead back to themselves, with their answers. Who asks in a circle is given what is known so far, and is worked out
 * again when more is: the answers are those that nothing changes any more, whatever was asked first and however large the
 * program is.
 */
export class Questions {
  /** How many questions were given up, for their answers would not settle. */
  unsettled = 0
  readonly #open: Question<unknown>[] = []
  #waiting: Question<unknown>[] = []
  /** What asks about the whole program waits longest, so that it is worked out seldom. */
  #waitingFacts: Question<unknown>[] = []
  #unsure: Question<unknown>[] = []

  /** Returns the answer of a question; `nothing` is what is known before it was worked out. */
  ask<Key, Answer>(
    table: QuestionTable<Key, Answer>,
    key: Key,
    nothing: Answer,
    work: () => Answer,
    isFact = false,
  ): Answer {
    const question = table.get(key) ?? this.#begin(table, key, nothing, work, isFact)
    if (!question.work) return question.answer
    const asker = this.#open.at(-1)
    if (question.runs === 0) {
      if (this.#open.length < limits.depth) this.#run(question)
      else this.#wait(question)
    }
    if (asker) keepAsker(question, asker)
    else this.#settle()
    return question.answer
  }

  #begin<Key, Answer>(
    table: QuestionTable<Key, Answer>,
    key: Key,
    answer: Answer,
    work: () => Answer,
    isFact: boolean,
  ): Question<Answer> {
    const question: Question<Answer> = { answer, work, isFact, askers: undefined, runs: 0, isWaiting: false }
    table.set(key, question)
    this.#unsure.push(question)
    return question
  }

  #run(question: Question<unknown>): void {
    if (!question.work || ++question.runs > limits.runs) {
      this.unsettled++
      return
    }
    this.#open.push(question)
    const answer = question.work()
    this.#open.pop()
    // what goes back and forth may only grow
    const isNews =
      question.runs > limits.runs / 4
        ? extentOf(answer) > extentOf(question.answer)
        : !isSameAnswer(answer, question.answer)
    if (!isNews) return
    question.answer = answer
    const { askers } = question
    if (askers instanceof Set) for (const each of askers) this.#wait(each)
    else if (askers) this.#wait(askers)
  }

  #wait(question: Question<unknown>): void {
    if (question.isWaiting) return
    question.isWaiting = true
    if (question.isFact) this.#waitingFacts.push(question)
    else this.#waiting.push(question)
  }

  /** Works out what waits, until nothing changes; then every answer is sure. */
  #settle(): void {
    while (this.#waiting.length || this.#waitingFacts.length) {
      const wave = this.#waiting.length ? this.#waiting : this.#waitingFacts
      if (wave === this.#waiting) this.#waiting = []
      else this.#waitingFacts = []
      for (const each of wave) {
        each.isWaiting = false
        this.#run(each)
      }
    }
    for (const each of this.#unsure) {
      each.work = undefined
      each.askers = undefined
    }
    this.#unsure = []
  }
}

function keepAsker(question: Question<unknown>, asker: Question<unknown>): void {
  const { askers } = question
  if (askers instanceof Set) askers.add(asker)
  else if (askers && askers !== asker) question.askers = new Set([askers, asker])
  else question.askers = asker
}

function isSameAnswer(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (!Array.isArray(one) || !Array.isArray(other)) return extentOf(one) === extentOf(other)
  return one.length === other.length && one.every((each, at) => identityIn(each) === identityIn(other[at]))
}

/** Returns what a part of an answer is told apart by: code by itself, a value by what it stands for. */
function identityIn(part: unknown): unknown {
  return typeof part === 'object' && part !== null && 'module' in part && 'start' in part
    ? part
    : identityOf(part as Value)
}

/** Returns how much an answer says. */
function extentOf(answer: unknown): number {
  if (Array.isArray(answer)) return answer.length
  if (!(answer instanceof Map)) return 0
  let sum = answer.size
  for (const each of answer.values()) if (Array.isArray(each)) sum += each.length
  return sum
}
