/** What does not work with ends of the field: R as they were found with real ones, N as they were found by this table. */
export const reasons: Readonly<Record<string, string>> = {
  R1: 'an undeclared client that asks without an acknowledgement is refused on the path of today',
  R2: 'the legacy names of a volatile event go out in one turn, and socket.io drops all but the first',
  R4: 'two transcripts of one text within 15 s are one, though their items differ',
  R9: 'an event that names a room is handled for somebody who may not enter it',
  R11: 'a client with `legacy: true` hears old names and never speaks them, and waits for acknowledgements',
  R12: 'a token in the query and an event `authenticate` are no way in, and nobody is told what they wait for',
  R16: 'a handler of the team beside `serve` does not know the user',
  R17: '`verify` gives verdicts that it has not seen, and can not log in as old clients do',
  R19: 'nothing helps to merge a patch',
  N3: 'comments are taken away by `remove` too, and only labels may be',
}
