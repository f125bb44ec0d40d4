import { expect, test } from 'vitest'
import { adopted, inMap } from '../../../../test/adopt/adopted.js'

test('comments stay with what they are of: sentences, headings and the words beside a field', () => {
  const { text } = adopted(
    inMap(`
  // Orders
  'order:new': (o: {
    /**
     * The order's id.
     * @example o1
     */
    id: boolean
    // how many
    // there are
    count: boolean
    last: boolean /* the last one */
    // TODO: think
    odd: boolean
    // was: id: string;
    was: boolean
  }) => void
  'order:gone': () => void

  // Chat
  chat: () => void`),
  )
  expect(text).toContain(`    // Orders
    'order:new': event({
      payload: z.object({
        /** The order's id. */
        id: z.boolean(),
        /**
         * how many
         * there are
         */
        count: z.boolean(),
        /** the last one */
        last: z.boolean(),
        odd: z.boolean(),
        was: z.boolean(),
      }),
    }),
    'order:gone': event({}),

    // Chat
    chat: event({}),`)
})
