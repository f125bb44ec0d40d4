/** What a document says of itself, beside the contracts. */
export interface AsyncApiInfo {
  readonly title: string
  /** The release of the system or of the package that declares it. */
  readonly version: string
  readonly description?: string
  readonly license?: { readonly name: string; readonly url?: string }
  readonly contact?: { readonly name?: string; readonly url?: string; readonly email?: string }
  /** Where the server is; `localhost:3000` over TLS where nothing is said. */
  readonly server?: {
    readonly host: string
    readonly protocol?: 'ws' | 'wss'
    /** The path of the Socket.IO endpoint, which is `/socket.io/` where nothing is said. */
    readonly pathname?: string
  }
}

/** A document of AsyncAPI 3.0, as far as it is written here. */
export interface AsyncApiDocument {
  readonly asyncapi: '3.0.0'
  readonly id: string
  readonly info: object
  readonly defaultContentType: string
  readonly servers: Readonly<Record<string, object>>
  readonly channels: Readonly<Record<string, AsyncApiChannel>>
  readonly operations: Readonly<Record<string, AsyncApiOperation>>
  readonly components: {
    readonly messages: Readonly<Record<string, AsyncApiMessage>>
    /** What messages carry, under the names of its types. */
    readonly schemas: Readonly<Record<string, object>>
    readonly securitySchemes: Readonly<Record<string, object>>
  }
}

/** A reference to another part of the document. */
export interface AsyncApiReference {
  readonly $ref: string
}

/** A namespace. */
export interface AsyncApiChannel {
  readonly address: string
  readonly title: string
  readonly description?: string
  readonly servers: readonly AsyncApiReference[]
  readonly messages: Readonly<Record<string, AsyncApiReference>>
  /** What Socket.IO knows and AsyncAPI has no word for. */
  readonly 'x-socketio': object
}

/** An event from the server's view: sent, or received and perhaps answered. */
export interface AsyncApiOperation {
  readonly action: 'send' | 'receive'
  readonly channel: AsyncApiReference
  readonly title: string
  readonly summary?: string
  readonly messages: readonly AsyncApiReference[]
  readonly reply?: { readonly channel: AsyncApiReference; readonly messages: readonly AsyncApiReference[] }
  /** What Socket.IO knows and AsyncAPI has no word for. */
  readonly 'x-socketio': object
}

/** What an event carries or what comes back for it. */
export interface AsyncApiMessage {
  readonly name: string
  readonly title: string
  readonly summary?: string
  readonly payload?: AsyncApiReference
  readonly examples?: readonly object[]
}
