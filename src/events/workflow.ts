import * as z from 'zod/mini'
import { event } from '../contract/event/event.js'
import type { ClientToServerEvents, PayloadOf, ServerToClientEvents } from '../contract/event/event-map.js'
import { defineNamespace } from '../contract/namespace.js'
import { appointment, appointmentId } from '../fields/domain/appointment.js'
import { boundedRecord, freeform, id, integer, nextStates, sensitive, text, timestamp } from '../fields/index.js'

/** How many cards a column may hold: the one of what is completed only grows. */
const mostCards = 20_000
const column = text(64).check(z.minLength(1))
const commentText = sensitive('pii', text(5000))
const author = z.optional(text(150))
const comment = z.object({
  /** The id of the comment, unique among all comments. */
  id,
  /** The text of the comment. */
  text: commentText,
  /** The name of the author. */
  user: author,
  /** When the comment was written. */
  created_at: z.optional(timestamp),
})
const label = z.object({
  /** The text of the label; a card has no two of the same text. */
  name: text(64).check(z.minLength(1)),
  /** When the label was added to the card. */
  created_at: z.optional(timestamp),
})
const card = z.extend(appointment, {
  /** The column of the board that the card is in. */
  workflow_column: nextStates(
    {
      estimates: ['in_progress'],
      in_progress: ['waiting_parts', 'completed'],
      waiting_parts: ['in_progress'],
      completed: [],
    },
    z.enum([
      /** The work and its price are being estimated. */
      'estimates',
      /** The vehicle is being worked on. */
      'in_progress',
      /** The work stands still until parts arrive. */
      'waiting_parts',
      /** The work is done; this column only grows. */
      'completed',
    ]),
  ),
  /** The position of the card in its column. */
  workflow_position: integer(-1_000_000, 1_000_000),
  /** The comments on the card. */
  comments: z.array(comment).check(z.maxLength(200)),
  /** The labels of the card. */
  labels: z.array(label).check(z.maxLength(50)),
})
const cardMove = z.object({
  /** The id of the card that is moved. */
  card_id: appointmentId,
  /** The column the card is moved from. */
  from_column: z.optional(column),
  /** The column the card is moved to. */
  to_column: column,
  /** The position in the new column, from 0; the end of the column where it is left out. */
  position: z.optional(integer(0)),
})
// the sentences of both forms of a comment's update are the same: readers of the union see one
const commentRemoval = z.object({
  /** The id of the card that the comment is on. */
  card_id: appointmentId,
  /** Whether the comment is added (`add`) or deleted (`delete`). */
  action: z.literal('delete'),
  /** The comment that is added or deleted; a new one gets its id from the server. */
  comment: z.object({
    /** The id of the comment, unique among all comments. */
    id,
  }),
})
const labelUpdate = z.object({
  /** The id of the card that the label is on. */
  card_id: appointmentId,
  /** Whether the label is added to the card or removed from it. */
  action: z.enum([
    /** The label is added to the card. */
    'add',
    /** The label is removed from the card. */
    'remove',
  ]),
  /** The label that is added or removed. */
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
    /** The whole board, with every column and card: a snapshot that replaces what the client holds. */
    board_update: event({
      payload: z.object({
        /** The cards by column, from top to bottom. */
        columns: boundedRecord(column, z.array(card).check(z.maxLength(mostCards)), 50),
        /** The columns in their order, from left to right. */
        column_order: z.array(column).check(z.maxLength(50)),
      }),
      state: 'snapshot',
      example: { columns: { estimates: [estimated], completed: [] }, column_order: ['estimates', 'completed'] },
    }),
    /** A card was moved to another column or position. */
    card_move: event({
      payload: z.extend(cardMove, {
        /** Always `true` where it is there; for older clients, which look for it. */
        success: z.optional(z.literal(true)),
      }),
      example: { card_id: 42, from_column: 'estimates', to_column: 'in_progress', position: 0 },
    }),
    /** A card changed: its appointment, its comments or its labels. */
    card_update: event({
      payload: z.object({
        /** The card, with all its fields. */
        card,
      }),
      example: { card: estimated },
    }),
    /** The settings of a column changed. */
    column_update: event({
      payload: z.object({
        /** The column whose settings changed. */
        column,
        /** The settings of the column, such as its color or its limit of cards. */
        settings: freeform,
      }),
      example: { column: 'waiting_parts', settings: { color: 'amber', limit: 8 } },
    }),
    /** A comment on a card was added or deleted. */
    comment_update: event({
      payload: z.discriminatedUnion('action', [
        z.object({
          /** The id of the card that the comment is on. */
          card_id: appointmentId,
          /** Whether the comment is added (`add`) or deleted (`delete`). */
          action: z.literal('add'),
          /** The comment that is added or deleted; a new one gets its id from the server. */
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
    /** A label was added to a card or removed from it. */
    label_update: event({
      payload: labelUpdate,
      example: { card_id: 42, action: 'add', label: { name: 'urgent', created_at: '2024-12-20T10:06:00Z' } },
    }),
    /** What this client asked for failed on the server. */
    error: event({
      payload: z.object({
        /** The error message, for people. */
        message: text(1000),
      }),
      direct: true,
      example: { message: 'The card could not be moved' },
    }),
  },
  clientToServer: {
    /** Moves a card to another column or position. */
    card_move: event({
      payload: cardMove,
      example: { card_id: 42, from_column: 'estimates', to_column: 'in_progress', position: 0 },
    }),
    /** Adds a comment to a card, or deletes one. */
    comment_update: event({
      payload: z.discriminatedUnion('action', [
        z.object({
          /** The id of the card that the comment is on. */
          card_id: appointmentId,
          /** Whether the comment is added (`add`) or deleted (`delete`). */
          action: z.literal('add'),
          /** The comment that is added or deleted; a new one gets its id from the server. */
          comment: z.object({
            /** The text of the comment. */
            text: commentText,
            /** The name of the author. */
            user: author,
            /** When the comment was written. */
            created_at: z.optional(timestamp),
          }),
        }),
        commentRemoval,
      ]),
      example: { card_id: 42, action: 'add', comment: { text: 'Pads are worn down', user: 'Tunde' } },
    }),
    /** Adds a label to a card, or removes one. */
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
/** The column of the board that a card is in: the stage of its work. */
export type WorkflowColumn = Card['workflow_column']
/** The status of a card's appointment, from pending to completed; its stage on the board is `WorkflowColumn`. */
export type CardStatus = Card['status']
/** How urgent a service is. */
export type CardServiceUrgency = Card['services'][number]['urgency']
/** Whether a comment is added or deleted. */
export type CommentAction = CommentUpdate['action']
/** Whether a label is added or removed. */
export type LabelAction = LabelUpdate['action']
