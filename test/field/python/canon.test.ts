import { execFile, execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'

const python = '/usr/bin/python3'

/** Runs a program of this folder, and reads what it prints. */
function answers(program: string): Record<string, unknown> {
  return JSON.parse(execFileSync(python, [`test/field/python/${program}.py`], { encoding: 'utf8' }))
}

const answer = answers('data')

test('N4: a name of old is read by the table in contract.json, as far as data can say it', () => {
  expect(answer).toMatchObject({
    rename: ['card_move', { card_id: 1, to_column: 'a' }],
    // the name of today counts where both are there
    both: ['card_move', { to_column: 'b' }],
    bare: ['today_appointments', { appointments: [] }],
    edited: ['message:edited', { messageId: 'm1', content: 'hi' }],
    // what only a function can say is given as one
    failed: [null, null],
  })
})

test('N4: ids that a database counts and nulls of its columns are put right by what the schema says', () => {
  const comment = { id: '5', text: 't', user: 'u' }
  expect(answer['mended']).toEqual(['comment_update', { card_id: 7, action: 'add', comment }])
})

test('N4: an event is spelled under its old names, and those that take functions are named where none was given', () => {
  expect(answer['spelled']).toEqual([['card_moved', { card_id: 1, new_column: 'a' }]])
  expect(answer['unsaid']).toEqual(['board_updated', 'workflow_update'])
  expect(answer['declared']).toEqual([true, false, false, false])
})

test('rooms are named, read and entered as the contract says, and nobody enters what is not granted', () => {
  const refused = 'chat:{roomId} takes ids of 1 to 128 characters, no colon or space'
  expect(answer).toMatchObject({
    name: 'chat:r1',
    'bad names': Array.from({ length: 7 }, () => refused),
    'old name': ['chat:r1', 'chat:{roomId}', { roomId: 'r1' }],
    'no name': [null, null, null, null, null],
    // a room of another family than the event joins is none
    asked: [['chat:r1'], ['order:o1'], []],
    granted: [true, false],
    entered: ['chat:r1'],
  })
})

test('a payload is redacted as the guards do it, and a fault names its field and no value', () => {
  expect(answer['shown']).toMatchObject({ content: '[phi]', senderType: 'patient' })
  expect(answer['shown']).not.toHaveProperty('secret')
  expect(answer['unfit']).toMatchObject({ senderType: '[unfit]' })
  expect(answer['missing']).toEqual([{ path: ['roomId'], expected: 'a value' }])
  // the `$` of Python lets a line end follow
  expect(answer['line end']).toEqual([{ path: ['roomId'], expected: 'an id without white space' }])
})

test('a board of 600 cards is checked and copied in pieces, between which others have the loop', () => {
  const { answer, figures } = answers('board') as Record<string, Record<string, unknown>>
  console.info('a board of 600 cards, in ms of the processor:', figures)
  expect(answer).toMatchObject({ cards: 600, secrets: 0 })
  expect(answer?.['error']).toMatch(/^board_update does not fit: columns\.\*\.7\.status: one of pending, /)
  expect(answer?.['turns']).toBeGreaterThan(5)
})

test('the types of the example are fresh, and Python reads them', async () => {
  const types = 'examples/python/appointments_types.py'
  execFileSync(python, ['examples/python/typed.py', '--schemas', 'schemas', '/appointments', '--check', types])
  execFileSync(python, [types])
  const stale = new Promise((resolve) =>
    execFile(
      python,
      ['examples/python/typed.py', '--schemas', 'schemas', '/workflow', '--check', types],
      (error, _, said) => resolve([error?.code, said.trim()]),
    ),
  )
  expect(await stale).toEqual([1, `${types} is stale: write it again with typed.py`])
})
