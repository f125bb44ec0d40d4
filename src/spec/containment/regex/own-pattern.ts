import { dayPattern, instantPattern, timePattern } from '../../../fields/pattern.js'
import { zodPatterns } from './zod-pattern.js'

const ours: Readonly<Record<string, RegExp>> = {
  'date-time': instantPattern,
  date: dayPattern,
  'partial-time': timePattern,
}

let known: ReadonlyMap<string, ReadonlySet<string>> | undefined

function readPatterns(): ReadonlyMap<string, ReadonlySet<string>> {
  const byFormat = new Map<string, Set<string>>()
  const add = (format: string, source: string): void => {
    byFormat.set(format, (byFormat.get(format) ?? new Set()).add(source))
  }
  for (const [format, source] of zodPatterns()) add(format, source)
  for (const [format, { source }] of Object.entries(ours)) add(format, source)
  return byFormat
}

/** Returns whether a pattern is the one that zod, or a field of ours, prints beside a format. */
export function isOwnPattern(format: string, source: string): boolean {
  known ??= readPatterns()
  return known.get(format)?.has(source) ?? false
}
