import type { StandardSchemaV1 } from '@standard-schema/spec'

/** Whether a value may travel on the wire, and changes nothing about it. */
export interface Schema<Value> extends StandardSchemaV1<unknown, Value> {}
