import { Injectable } from '@nestjs/common'
import type { NotificationNew } from 'socket-canon/notifications'

/** Notifications in memory, where a team has a database. */
@Injectable()
export class Inbox {
  private readonly rows = new Map<string, NotificationNew[]>()

  add(userId: string, row: NotificationNew): NotificationNew {
    this.rows.set(userId, [...this.of(userId), row])
    return row
  }

  unread(userId: string): number {
    return this.of(userId).filter(({ read }) => !read).length
  }

  markRead(userId: string, id?: string): number {
    const isMeant = (row: NotificationNew) => !row.read && (id === undefined || row.id === id)
    const count = this.of(userId).filter(isMeant).length
    this.rows.set(
      userId,
      this.of(userId).map((row) => (isMeant(row) ? { ...row, read: true } : row)),
    )
    return count
  }

  remove(userId: string, id: string): void {
    this.rows.set(
      userId,
      this.of(userId).filter((row) => row.id !== id),
    )
  }

  page(userId: string, page: number, limit: number) {
    const all = this.of(userId)
    return { rows: all.slice((page - 1) * limit, page * limit), total: all.length }
  }

  private of(userId: string): readonly NotificationNew[] {
    return this.rows.get(userId) ?? []
  }
}
