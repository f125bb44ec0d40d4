import type { CodeModule } from '../../code/code.js'
import type { QuoteUse } from '../../model/use.js'
import { placeOf } from '../place.js'

/** Lists the texts that consumers of Django Channels send as the `type` of a record. */
export function channelUses(module: CodeModule, isTest: boolean): QuoteUse[] {
  const { scope, opened = [], objects } = module
  const specifiers = [...opened, ...[...scope.names.values()].map(({ imported }) => imported?.specifier ?? '')]
  if (!specifiers.some((each) => /^channels(?:\.|$)/.test(each))) return []
  return objects.flatMap(({ fields }) =>
    fields.flatMap(({ key, value }): QuoteUse[] =>
      (key === 'type' || key === 'event') && value.kind === 'text'
        ? [
            {
              kind: 'quote',
              name: value.text,
              place: placeOf(value),
              // a type is also the name of the method that hears it, in another spelling
              isRewritable: false,
              isQuoted: true,
              beside: [],
              isTest,
            },
          ]
        : [],
    ),
  )
}
