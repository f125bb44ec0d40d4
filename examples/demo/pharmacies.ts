/** Is a pharmacy of the demo, with the chat it has with its patients. */
export interface Pharmacy {
  readonly id: string
  readonly name: string
  readonly chatId: string
}

/** Lists the two pharmacies; what one of them hears must not reach the other. */
export const pharmacies = [
  { id: 'harbour', name: 'Harbour Pharmacy', chatId: 'chat-harbour' },
  { id: 'hillside', name: 'Hillside Pharmacy', chatId: 'chat-hillside' },
] as const satisfies readonly Pharmacy[]
