const hex = '[0-9a-fA-F]'
const uuidEnd = `${hex}{3}-[89abAB]${hex}{3}-${hex}{12}`
const day =
  '(?:(?:\\d\\d[2468][048]|\\d\\d[13579][26]|\\d\\d0[48]|[02468][048]00|[13579][26]00)-02-29|\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|(?:02)-(?:0[1-9]|1\\d|2[0-8])))'
const minute = '(?:[01]\\d|2[0-3]):[0-5]\\d'

const fixed: readonly (readonly [format: string, source: string])[] = [
  [
    'email',
    "^(?:[A-Za-z0-9_'+\\-]+\\.)*[A-Za-z0-9_'+\\-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9\\-]*\\.)+[A-Za-z]{2,}$",
  ],
  ['uuid', '^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$'],
  [
    'uuid',
    '^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-8][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}|00000000-0000-0000-0000-000000000000|ffffffff-ffff-ffff-ffff-ffffffffffff)$',
  ],
  [
    'duration',
    '^P(?:(\\d+W)|(?!.*W)(?=\\d|T\\d)(\\d+Y)?(\\d+M)?(\\d+D)?(T(?=\\d)(\\d+H)?(\\d+M)?(\\d+([.,]\\d+)?S)?)?)$',
  ],
  [
    'ipv4',
    '^(?:(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])\\.){3}(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])$',
  ],
  [
    'ipv6',
    '^(([0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,7}:|([0-9a-fA-F]{1,4}:){1,6}:[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,5}(:[0-9a-fA-F]{1,4}){1,2}|([0-9a-fA-F]{1,4}:){1,4}(:[0-9a-fA-F]{1,4}){1,3}|([0-9a-fA-F]{1,4}:){1,3}(:[0-9a-fA-F]{1,4}){1,4}|([0-9a-fA-F]{1,4}:){1,2}(:[0-9a-fA-F]{1,4}){1,5}|[0-9a-fA-F]{1,4}:((:[0-9a-fA-F]{1,4}){1,6})|:((:[0-9a-fA-F]{1,4}){1,7}|:))$',
  ],
  [
    'hostname',
    '^(?=.{1,253}\\.?$)[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\\.[a-zA-Z0-9](?:[-0-9a-zA-Z]{0,61}[0-9a-zA-Z])?)*\\.?$',
  ],
  [
    'date',
    '^(?:(?:\\d\\d[2468][048]|\\d\\d[13579][26]|\\d\\d0[48]|[02468][048]00|[13579][26]00)-02-29|\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|(?:02)-(?:0[1-9]|1\\d|2[0-8])))$',
  ],
]

/** Lists the patterns that zod prints beside formats, in every form that its options give them; a test holds them to zod's own. */
export function zodPatterns(): [format: string, source: string][] {
  const versions = [1, 2, 3, 4, 5, 6, 7, 8].map((version): [string, string] => [
    'uuid',
    `^(${hex}{8}-${hex}{4}-${version}${uuidEnd})$`,
  ])
  const fractions = [
    ':[0-5]\\d(?:\\.\\d+)?',
    ':[0-5]\\d',
    ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((digits) => `:[0-5]\\d\\.\\d{${digits}}`),
  ]
  const instants = fractions.flatMap((fraction) =>
    ['Z', `Z|([+-]${minute})`].map((zone): [string, string] => [
      'date-time',
      `^${day}T(?:${minute}${fraction}(?:${zone}))$`,
    ]),
  )
  return [...fixed.map(([format, source]): [string, string] => [format, source]), ...versions, ...instants]
}
