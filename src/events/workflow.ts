import * as z from 'zod/mini'
import { event } from '../contract/event/event.js'
import type { ClientToServerEvents, PayloadOf, ServerToClientEvents } from '../contract/event/event-map.js'
import { defineNamespace } from '../contract/namespace.js'
import { appointment, appointmentId } from '../fields/domain/appointment.js'
import { boundedRecord, freeform, id, integer, sensitive, text, timestamp } from '../fields/index.js'

/** How many cards a column may hold: the one of what is completed only grows. */
const mostCards = 20_000
const column = text(64).check(z.minLength(1))
const commentText = sensitive('pii', text(5000))
const author = z.optional(text(150))
const comment = z.object({
  /** Unique among all comments. */
  id,
  /** What was said. */
  text: commentText,
  /** The name of who wrote it. */
  user: author,
  /** When it was written. */
  created_at: z.optional(timestamp),
})
const label = z.object({
  /** What it says, which no other label of the card says. */
  name: text(64).check(z.minLength(1)),
  /** When it was put on the card. */
  created_at: z.optional(timestamp),
})
const card = z.extend(appointment, {
  /** The column it lies in. */
  workflow_column: z.enum(['estimates', 'in_progress', 'waiting_parts', 'completed']),
  /** Its place in the column. */
  workflow_position: integer(-1_000_000, 1_000_000),
  /** What the staff said about it. */
  comments: z.array(comment).check(z.maxLength(200)),
  /** What it is marked with. */
  labels: z.array(label).check(z.maxLength(50)),
})
const cardMove = z.object({
  /** The card that moves. */
  card_id: appointmentId,
  /** The column it comes from. */
  from_column: z.optional(column),
  /** The column it goes to. */
  to_column: column,
  /** Its place there, which is the end where it is not said. */
  position: z.optional(integer(0)),
})
// the sentences of both forms of a comment's update are the same: readers of the union see one
const commentRemoval = z.object({
  /** The card the comment belongs to. */
  card_id: appointmentId,
  /** Whether it is written or deleted. */
  action: z.literal('delete'),
  /** The comment that is meant; one being written gets its id from the server. */
  comment: z.object({
    /** Unique among all comments. */
    id,
  }),
})
const labelUpdate = z.object({
  /** The card that is marked. */
  card_id: appointmentId,
  /** Whether the label is put on or taken off. */
  action: z.enum(['add', 'remove']),
  /** The label that is meant. */
  label,
})
const estimated = {
  id: 42,
  vehicle: { make: 'Toyota', model: 'Corolla', year: 2018, vin: 'JTDBR32E720123456' },
  services: [{ service_type: 'brakes', description: 'Squeaks when it slows down', urgency: 'high' as const }],
  appointment_date: '2024-12-20',
  appointment_time: '09:30:00',
  status: 'in_progress' as const,
  created_at: '2024-12-18T14:05:00Z',
  customer: { id: '7', first_name: 'Ada', last_name: 'Obi' },
  workflow_column: 'estimates' as const,
  workflow_position: 0,
  comments: [{ id: 'c1', text: 'Pads are worn down', user: 'Tunde', created_at: '2024-12-20T10:05:00Z' }],
  labels: [{ name: 'urgent', created_at: '2024-12-20T10:06:00Z' }],
}

const contract = defineNamespace('/workflow', {
  version: 1,
  // older releases were served here too
  legacyPath: '/workflow',
  serverToClient: {
    /** The whole board is shown anew. */
    board_update: event({
      payload: z.object({
        /** The cards of every column, from top to bottom. */
        columns: boundedRecord(column, z.array(card).check(z.maxLength(mostCards)), 50),
        /** The columns, from left to right. */
        column_order: z.array(column).check(z.maxLength(50)),
      }),
      state: 'snapshot',
      example: { columns: { estimates: [estimated], completed: [] }, column_order: ['estimates', 'completed'] },
    }),
    /** A card went to another place. */
    card_move: event({
      payload: z.extend(cardMove, {
        /** That it happened, which older clients look for: a move that failed is none. */
        success: z.optional(z.literal(true)),
      }),
      example: { card_id: 42, from_column: 'estimates', to_column: 'in_progress', position: 0 },
    }),
    /** A card's content changed. */
    card_update: event({
      payload: z.object({
        /** The card as it stands now. */
        card,
      }),
      example: { card: estimated },
    }),
    /** A column got other settings. */
    column_update: event({
      payload: z.object({
        /** The column that is meant. */
        column,
        /** What the shop has set for it. */
        settings: freeform,
      }),
      example: { column: 'waiting_parts', settings: { color: 'amber', limit: 8 } },
    }),
    /** A comment was written on a card, or went. */
    comment_update: event({
      payload: z.discriminatedUnion('action', [
        z.object({
          /** The card the comment belongs to. */
          card_id: appointmentId,
          /** Whether it is written or deleted. */
          action: z.literal('add'),
          /** The comment that is meant; one being written gets its id from the server. */
          comment,
        }),
        commentRemoval,
      ]),
      identity: ['action', 'comment.id'],
      example: {
        card_id: 42,
        action: 'add',
        comment: { id: 'c1', text: 'Pads are worn down', user: 'Tunde', created_at: '2024-12-20T10:05:00Z' },
      },
    }),
    /** A label was put on a card or taken off. */
    label_update: event({
      payload: labelUpdate,
      example: { card_id: 42, action: 'add', label: { name: 'urgent', created_at: '2024-12-20T10:06:00Z' } },
    }),
    /** Something a client asked for failed. */
    error: event({
      payload: z.object({
        /** What failed, for people. */
        message: text(1000),
      }),
      direct: true,
      example: { message: 'The card could not be moved' },
    }),
  },
  clientToServer: {
    /** Puts a card in another place. */
    card_move: event({
      payload: cardMove,
      example: { card_id: 42, from_column: 'estimates', to_column: 'in_progress', position: 0 },
    }),
    /** Writes a comment on a card, or deletes one. */
    comment_update: event({
      payload: z.discriminatedUnion('action', [
        z.object({
          /** The card the comment belongs to. */
          card_id: appointmentId,
          /** Whether it is written or deleted. */
          action: z.literal('add'),
          /** The comment that is meant; one being written gets its id from the server. */
          comment: z.object({
            /** What was said. */
            text: commentText,
            /** The name of who wrote it. */
            user: author,
            /** When it was written. */
            created_at: z.optional(timestamp),
          }),
        }),
        commentRemoval,
      ]),
      example: { card_id: 42, action: 'add', comment: { text: 'Pads are worn down', user: 'Tunde' } },
    }),
    /** Puts a label on a card or takes it off. */
    label_update: event({
      payload: labelUpdate,
      example: { card_id: 42, action: 'add', label: { name: 'urgent' } },
    }),
  },
})

type Contract = typeof contract
/** The board of a service shop, the same on every screen. */
export interface Workflow extends Contract {}
/** The contract of `/workflow`: the board on which a service shop follows its work. */
export const workflow: Workflow = contract

/** What the server sends on `/workflow`. */
export interface WorkflowServerToClientEvents extends ServerToClientEvents<Workflow> {}
/** What a client sends on `/workflow`. */
export interface WorkflowClientToServerEvents extends ClientToServerEvents<Workflow> {}

/** What `board_update` carries. */
export interface BoardUpdate extends PayloadOf<Workflow, 'serverToClient', 'board_update'> {}
/** What `card_move` carries from the server. */
export interface CardMove extends PayloadOf<Workflow, 'serverToClient', 'card_move'> {}
/** What `card_update` carries. */
export interface CardUpdate extends PayloadOf<Workflow, 'serverToClient', 'card_update'> {}
/** What `column_update` carries. */
export interface ColumnUpdate extends PayloadOf<Workflow, 'serverToClient', 'column_update'> {}
/** What `comment_update` carries from the server. */
export type CommentUpdate = PayloadOf<Workflow, 'serverToClient', 'comment_update'>
/** What `label_update` carries from the server. */
export interface LabelUpdate extends PayloadOf<Workflow, 'serverToClient', 'label_update'> {}
/** What `error` carries. */
export interface WorkflowError extends PayloadOf<Workflow, 'serverToClient', 'error'> {}
/** What `card_move` carries from a client. */
export interface CardMoveInput extends PayloadOf<Workflow, 'clientToServer', 'card_move'> {}
/** What `comment_update` carries from a client. */
export type CommentUpdateInput = PayloadOf<Workflow, 'clientToServer', 'comment_update'>
/** What `label_update` carries from a client. */
export interface LabelUpdateInput extends PayloadOf<Workflow, 'clientToServer', 'label_update'> {}

/** One card of the board. */
export type Card = CardUpdate['card']
/** The column a card lies in. */
export type WorkflowColumn = Card['workflow_column']
/** Where a card's appointment stands. */
export type CardStatus = Card['status']
/** How soon a service has to be done. */
export type CardServiceUrgency = Card['services'][number]['urgency']
/** What happens to a comment. */
export type CommentAction = CommentUpdate['action']
/** What happens to a label. */
export type LabelAction = LabelUpdate['action']
