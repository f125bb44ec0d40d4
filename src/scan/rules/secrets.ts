import { namespacesOf } from '../vocabulary/vocabulary.js'
import type { ScanRule } from './rule.js'
import { declaredFields, markOf } from './schema-fields.js'

const secret =
  /^(?:auth|(?:access|auth|id|session|bearer|refresh)?[_-]?token|jwt|authorization|api[_-]?key|password|secret)$/i

/** Finds secrets in the query of a handshake. */
export const tokenInQuery: ScanRule = {
  id: 'token-in-query',
  summary: 'A token in the query of a connection.',
  advice: 'Send it in `auth`: a query is written to the logs of every proxy on the way.',
  find: (uses) =>
    uses.flatMap((use) => {
      if (use.kind !== 'handshake' || use.isTest) return []
      return use.query
        .filter(({ key }) => secret.test(key))
        .map(({ key, place }) => ({
          rule: tokenInQuery.id,
          place,
          name: key,
          message: `${key} is sent in the query, which proxies and servers log`,
          advice: tokenInQuery.advice,
        }))
    }),
}

/** Finds marked fields that are written to a log. */
export const markedFieldLogged: ScanRule = {
  id: 'marked-field-logged',
  summary: 'A marked field of a payload that is written to a log.',
  advice: 'Leave it out, or write what `redact` of socket-canon/guards returns.',
  find: (uses, vocabulary) =>
    uses.flatMap((use) => {
      if (use.kind !== 'log' || use.isTest) return []
      const direction = use.end === 'server' ? 'clientToServer' : 'serverToClient'
      const schemas = namespacesOf(vocabulary, use.namespaces).flatMap(({ json }) => {
        const name = json.aliases[direction][use.event]?.of ?? use.event
        const payload = json[direction][name]?.payload
        return payload ? [payload] : []
      })
      const marks = schemas.map((schema) =>
        markOf(use.field === undefined ? schema : declaredFields(schema)?.fields.get(use.field)?.[0]),
      )
      const [mark] = marks
      if (mark === undefined || marks.includes(undefined)) return []
      const what =
        use.field === undefined
          ? `the payload of ${use.event}, which holds what is marked ${mark},`
          : `${use.field} of ${use.event}, marked ${mark},`
      return [
        {
          rule: markedFieldLogged.id,
          place: use.place,
          name: use.field ?? use.event,
          message: `${what} is written to a log`,
          advice: markedFieldLogged.advice,
        },
      ]
    }),
}
