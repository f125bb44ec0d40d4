/** What somebody types, and where the first thing found may lead. */
export interface SearchQuery {
  readonly reader: 'Kotlin' | 'React' | 'Nest' | 'tester' | 'owner'
  readonly typed: string
  /** The places that answer it, as beginnings of addresses; a `$` at the end means the whole address. */
  readonly right: readonly string[]
}

const pharmacy = 'events/patient-pharmacy.html'
const realtime = 'events/realtime.html'
const connect = ['connect.html', 'guides/other-languages.html']

const enumerations = [
  'appointments',
  'patient-pharmacy',
  'workflow',
  'simulation',
  'messaging',
  'notifications',
  'realtime',
].map((name) => `events/${name}.html#enum-`)

/** The queries that readers typed, written down before the search that has to answer them. */
export const searchQueries: readonly SearchQuery[] = [
  { reader: 'Kotlin', typed: 'kotlin', right: connect },
  { reader: 'Kotlin', typed: 'android', right: connect },
  { reader: 'Kotlin', typed: 'delivery:completed', right: [`${pharmacy}#dispatch-updated$`] },
  {
    reader: 'Kotlin',
    typed: 'reconect',
    right: [
      'connect.html',
      'guides/client.html#connect',
      'guides/client.html#stay-in-rooms',
      'guides/client.html#know-how-it-stands',
      'guides/client.html#hear',
      'guides/promises.html#recovery',
      'guides/simulation.html#3-networks-that-drop',
    ],
  },
  {
    reader: 'Kotlin',
    typed: 'ack',
    right: [
      ...connect,
      'protocol.html#refusal',
      'guides/client.html#ask',
      'guides/client.html#deliver',
      'error-codes.html#REPLY_REQUIRED',
    ],
  },
  {
    reader: 'Kotlin',
    typed: 'token',
    right: ['protocol.html#handshake', 'connect.html', 'guides/client.html#connect'],
  },
  { reader: 'Kotlin', typed: 'room forbiden', right: ['error-codes.html#ROOM_FORBIDDEN'] },
  {
    reader: 'Kotlin',
    typed: 'dispatch status',
    right: [`${pharmacy}#dispatch-updated`, `${pharmacy}#about-words`, `${pharmacy}#enum-DispatchStatus`],
  },
  { reader: 'Kotlin', typed: 'CANCELED', right: [`${pharmacy}#about-words`, `${pharmacy}#enum-DispatchStatus`] },
  {
    reader: 'Kotlin',
    typed: 'json schema',
    right: [
      'files.html',
      'schemas/',
      'guides/other-languages.html',
      'readme.html#other-languages',
      'index.html#other-languages',
    ],
  },

  { reader: 'React', typed: 'delivery:status_changed', right: [`${pharmacy}#dispatch-updated$`] },
  { reader: 'React', typed: 'react hook', right: ['guides/react.html', 'guides/manager-to-hook.html'] },
  {
    reader: 'React',
    typed: 'NEW_MESSAGE',
    right: [
      `${realtime}#message-new$`,
      'events/messaging.html#message-new$',
      'events/messaging.html#client-message-send$',
      'events/messaging.html#message-send$',
    ],
  },
  {
    reader: 'React',
    typed: 'typing',
    right: [
      'events/messaging.html#typing',
      'events/messaging.html#client-typing',
      `${pharmacy}#chat-typing`,
      `${pharmacy}#client-chat-typing`,
    ],
  },
  { reader: 'React', typed: 'presence', right: [`${realtime}#presence`, `${realtime}#client-presence`] },
  { reader: 'React', typed: 'new-message', right: [`${pharmacy}#chat-message$`] },
  {
    reader: 'React',
    typed: 'order status',
    right: [`${pharmacy}#order-updated`, `${pharmacy}#about-words`, `${pharmacy}#enum-OrderStatus`],
  },
  {
    reader: 'React',
    typed: 'join room',
    right: [
      `${pharmacy}#chat-join`,
      `${pharmacy}#join`,
      `${pharmacy}#client-join`,
      'guides/client.html#stay-in-rooms',
      'connect.html',
    ],
  },
  { reader: 'React', typed: 'unread count', right: ['events/notifications.html#client-notification-get_unread_count'] },
  { reader: 'React', typed: 'duplicate', right: ['guides/promises.html#hear-twice', 'guides/client.html'] },

  {
    reader: 'Nest',
    typed: 'nestjs',
    right: ['guides/server.html', 'guides/network.html', 'guides/migration-back-end.html'],
  },
  {
    reader: 'Nest',
    typed: 'gateway',
    right: ['guides/nest.html', 'guides/network.html', 'guides/server.html', 'guides/migration-back-end.html'],
  },
  {
    reader: 'Nest',
    typed: 'emit to room',
    right: [
      'guides/nest.html#send-from-a-service',
      'guides/server.html',
      'readme.html#build-and-read-room-names',
      'readme.html#serve-a-contract',
      'readme.html#type-both-ends',
    ],
  },
  {
    reader: 'Nest',
    typed: 'middleware',
    right: ['guides/migration-back-end.html', 'guides/server.html', 'guides/pharmacy.html#1-'],
  },
  { reader: 'Nest', typed: 'redis adapter', right: ['guides/server.html', 'guides/promises.html#several-servers'] },
  {
    reader: 'Nest',
    typed: 'rate limit',
    right: [
      'guides/server.html#limit-what-clients-send',
      'error-codes.html#RATE_LIMITED',
      'guides/promises.html#limits',
    ],
  },
  { reader: 'Nest', typed: 'guard payload', right: ['readme.html#guard-a-payload-and-a-reply'] },
  {
    reader: 'Nest',
    typed: 'validation',
    right: [
      'guides/other-languages.html#validate',
      'readme.html#guard-a-payload-and-a-reply',
      'error-codes.html#PAYLOAD_INVALID',
      'guides/server.html',
    ],
  },
  {
    reader: 'Nest',
    typed: 'authentication',
    right: [
      'protocol.html#handshake',
      'error-codes.html#AUTH',
      'guides/server.html',
      'guides/migration-back-end.html#2-',
      'connect.html',
    ],
  },
  { reader: 'Nest', typed: 'apointments', right: ['events/appointments.html', 'systems/'] },

  { reader: 'tester', typed: 'PAYLOAD_INVALID', right: ['error-codes.html#PAYLOAD_INVALID'] },
  { reader: 'tester', typed: 'invalid payload', right: ['error-codes.html#PAYLOAD_INVALID'] },
  { reader: 'tester', typed: 'error codes', right: ['error-codes.html'] },
  {
    reader: 'tester',
    typed: 'timeout',
    right: ['error-codes.html#REQUEST_TIMEOUT', 'error-codes.html#HANDLER_TIMEOUT', 'guides/client.html#ask'],
  },
  { reader: 'tester', typed: 'fake server', right: ['guides/testing.html'] },
  { reader: 'tester', typed: 'verify', right: ['guides/verify.html', 'readme.html#verify-a-live-back-end'] },
  { reader: 'tester', typed: 'AUTH_EXPIRED', right: ['error-codes.html#AUTH_EXPIRED'] },
  {
    reader: 'tester',
    typed: 'token expired',
    right: ['error-codes.html#AUTH_EXPIRED', 'guides/client.html#know-how-it-stands'],
  },
  {
    reader: 'tester',
    typed: 'orderId',
    right: [`${pharmacy}#order-`, `${pharmacy}#client-join`, `${pharmacy}#join`, `${pharmacy}#dispatch-`],
  },
  { reader: 'tester', typed: 'phi', right: ['fields.html#about-marks'] },

  { reader: 'owner', typed: 'deprecated', right: ['legacy-names.html', 'changes.html', 'guides/evolution.html'] },
  {
    reader: 'owner',
    typed: 'version',
    right: ['changes.html', 'changelog.html', 'guides/evolution.html#versions', 'guides/versions.html'],
  },
  { reader: 'owner', typed: 'changelog', right: ['changelog.html', 'changes.html'] },
  { reader: 'owner', typed: 'rollback', right: ['guides/migration.html', 'changes.html'] },
  { reader: 'owner', typed: 'migration', right: ['guides/migration.html', 'changes.html'] },
  { reader: 'owner', typed: 'pharmacy', right: ['systems/medsync.html', `${pharmacy}$`, 'guides/pharmacy.html'] },
  { reader: 'owner', typed: 'notifications', right: ['events/notifications.html$', 'systems/network.html'] },
  { reader: 'owner', typed: 'downtime', right: ['guides/migration.html', 'readme.html#migrate-without-downtime'] },
  {
    reader: 'owner',
    typed: 'card moved',
    right: ['events/workflow.html#card_move', 'events/workflow.html#client-card_move'],
  },
  {
    reader: 'owner',
    typed: 'vitals',
    right: ['events/simulation.html#vitals', 'events/simulation.html#client-vitals'],
  },

  ...['transitions', 'next status', 'enumeration'].map((typed) => ({
    reader: 'tester' as const,
    typed,
    right: enumerations,
  })),
  { reader: 'owner', typed: 'deadline', right: ['changes.html'] },
  {
    reader: 'owner',
    typed: 'who still uses',
    right: ['changes.html#about-use', 'guides/migration.html#watch-it', 'guides/migration-back-end.html#4-'],
  },
  { reader: 'tester', typed: 'too long', right: ['fields.html#about-types'] },
  ...['confidential', 'health data', 'PHI', 'personal data'].map((typed) => ({
    reader: 'owner' as const,
    typed,
    right: ['fields.html#about-marks'],
  })),
  { reader: 'owner', typed: 'old names list', right: ['legacy-names.html'] },
  {
    reader: 'tester',
    typed: 'packet size',
    right: ['guides/testing.html#a-contract-of-your-own', 'guides/server.html'],
  },
  {
    reader: 'Nest',
    typed: 'nest',
    right: ['guides/server.html', 'guides/network.html', 'guides/migration-back-end.html'],
  },
  { reader: 'Nest', typed: 'ajv', right: ['files.html#about-validators'] },

  // those of a later trial
  { reader: 'Kotlin', typed: 'socket.io-client-java', right: ['connect.html'] },
  {
    reader: 'Kotlin',
    typed: 'refresh token',
    right: ['connect.html', 'error-codes.html#AUTH_EXPIRED', 'guides/client.html'],
  },
  { reader: 'Kotlin', typed: 'parse date', right: ['connect.html#about-values', 'fields.html#about-formats'] },
  { reader: 'Kotlin', typed: 'otp', right: [`${pharmacy}#dispatch-updated.dispatch.otp`] },
  {
    reader: 'Kotlin',
    typed: 'missed messages',
    right: ['connect.html#about-reconnection', 'guides/promises.html', 'guides/client.html'],
  },
  { reader: 'React', typed: 'useEvent', right: ['api/functions/socket-canon_react.useEvent', 'guides/react.html'] },
  { reader: 'React', typed: 'NEXT_PUBLIC_SOCKET_NAMESPACE', right: ['guides/migration', 'guides/pharmacy.html#4-'] },
  { reader: 'React', typed: 'replace listener', right: ['guides/react.html#in-place-of-a-listener-to-an-old-name'] },
  {
    reader: 'React',
    typed: 'two toasts',
    right: ['guides/promises.html#hear-twice', 'legacy-names.html', 'guides/react.html'],
  },
  { reader: 'Nest', typed: 'SubscribeMessage', right: ['guides/server.html#in-a-nest-gateway'] },
  { reader: 'Nest', typed: 'nest gateway', right: ['guides/server.html#in-a-nest-gateway'] },
  { reader: 'Nest', typed: 'guards pipes', right: ['guides/nest.html', 'guides/server.html#in-a-nest-gateway'] },
  { reader: 'Nest', typed: 'WsException', right: ['guides/nest.html#guards-pipes-interceptors-filters'] },
  { reader: 'Nest', typed: 'PONG', right: ['guides/four-systems.html#old-names', 'guides/network.html'] },
  { reader: 'Nest', typed: 'FORCE_DISCONNECT', right: ['guides/four-systems.html#old-names', 'guides/network.html'] },
  { reader: 'tester', typed: 'mock server', right: ['guides/testing.html#a-server-that-makes-data-up'] },
  { reader: 'tester', typed: 'fake data', right: ['guides/testing.html#a-server-that-makes-data-up'] },
  {
    reader: 'tester',
    typed: 'validate schema',
    right: ['files.html#about-validators', 'guides/other-languages.html#validate'],
  },
  { reader: 'tester', typed: 'isolation', right: ['guides/verify.html', 'guides/migration-back-end.html#3-'] },
  {
    reader: 'tester',
    typed: 'who may join',
    right: [
      `${pharmacy}#about-rooms`,
      'guides/server.html#serve',
      `${pharmacy}#client-join`,
      'connect.html#about-rooms',
      'error-codes.html#ROOM_FORBIDDEN',
    ],
  },
  { reader: 'owner', typed: 'patient data', right: ['fields.html'] },
  { reader: 'owner', typed: 'privacy review', right: ['fields.html'] },
  { reader: 'owner', typed: 'roll back', right: ['guides/migration.html'] },
  { reader: 'owner', typed: "what's new", right: ['changes.html', 'changelog.html'] },
  { reader: 'tester', typed: 'permission', right: ['error-codes.html#ROOM_FORBIDDEN', 'connect.html#about-rooms'] },
  { reader: 'tester', typed: 'too many messages', right: ['error-codes.html#RATE_LIMITED'] },
]
