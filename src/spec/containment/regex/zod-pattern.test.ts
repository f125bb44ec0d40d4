import { expect, test } from 'vitest'
import { regexes } from 'zod/mini'
import { zodPatterns } from './zod-pattern.js'

const versions = [undefined, 1, 2, 3, 4, 5, 6, 7, 8]
const precisions = [undefined, ...Array.from({ length: 10 }, (_, digits) => digits)]

test('the patterns known of zod are those that the installed release prints', () => {
  const printed: [string, RegExp][] = [
    ['email', regexes.email],
    ['uuid', regexes.guid],
    ...versions.map((version): [string, RegExp] => ['uuid', regexes.uuid(version)]),
    ['duration', regexes.duration],
    ['ipv4', regexes.ipv4],
    ['ipv6', regexes.ipv6],
    ['hostname', regexes.hostname],
    ['date', regexes.date],
    ...precisions.flatMap((precision) =>
      [false, true].map((offset): [string, RegExp] => [
        'date-time',
        regexes.datetime({ offset, ...(precision !== undefined && { precision }) }),
      ]),
    ),
  ]
  const texts = (patterns: readonly (readonly [string, string])[]) => patterns.map((each) => each.join(' ')).sort()
  expect(texts(zodPatterns())).toEqual(texts(printed.map(([format, { source }]) => [format, source])))
})
