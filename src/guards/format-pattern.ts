import * as z from 'zod/mini'

const versions = [undefined, 1, 2, 3, 4, 5, 6, 7, 8]
const precisions = [undefined, ...Array.from({ length: 10 }, (_, digits) => digits)]

/** Lists the patterns that zod prints beside formats, in every form that its options give them. */
export function formatPatterns(): [format: string, pattern: RegExp][] {
  const { regexes } = z
  return [
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
}
