import { nextStates } from '../enumeration.js'
import * as z from '../needs-zod-4.js'

/** Accepts the status of an order. What follows each is the usual way; a release may skip a step. */
export const orderStatus = nextStates(
  {
    PENDING: ['CONFIRMED', 'CANCELLED'],
    CONFIRMED: ['PREPARING', 'CANCELLED'],
    PREPARING: ['PREPARED', 'CANCELLED'],
    PREPARED: ['DISPENSED', 'CANCELLED'],
    DISPENSED: ['OUT_FOR_DELIVERY', 'COMPLETED'],
    OUT_FOR_DELIVERY: ['DELIVERED'],
    DELIVERED: ['COMPLETED'],
    CANCELLED: [],
    COMPLETED: [],
  },
  z.enum([
    /** The patient placed the order; the pharmacy has not accepted it yet. */
    'PENDING',
    /** The pharmacy accepted the order. */
    'CONFIRMED',
    /** The pharmacy is preparing the medicine. */
    'PREPARING',
    /** The medicine is ready to be handed out. */
    'PREPARED',
    /** The pharmacy handed the medicine out, to the patient or to a courier. */
    'DISPENSED',
    /** A courier is on the way with it; the delivery has a status of its own, `DispatchStatus`. */
    'OUT_FOR_DELIVERY',
    /** The patient has received the medicine. */
    'DELIVERED',
    /** The order was canceled. It has two Ls; that of a delivery, `DispatchStatus.CANCELED`, has one. */
    'CANCELLED',
    /** The order is closed; nothing is left to do. */
    'COMPLETED',
  ]),
)

/** Accepts the status of a delivery. What follows each is the usual way; a release may skip a step. */
export const dispatchStatus = nextStates(
  {
    BOOKED: ['ASSIGNED', 'FAILED', 'CANCELED'],
    ASSIGNED: ['PICKED_UP', 'FAILED', 'CANCELED'],
    PICKED_UP: ['IN_TRANSIT', 'FAILED', 'CANCELED'],
    IN_TRANSIT: ['DELIVERED', 'FAILED', 'CANCELED'],
    DELIVERED: [],
    FAILED: [],
    CANCELED: [],
  },
  z.enum([
    /** A courier service was asked to deliver; no driver is known yet. */
    'BOOKED',
    /** A driver was assigned. */
    'ASSIGNED',
    /** The driver picked the parcel up at the pharmacy. */
    'PICKED_UP',
    /** The driver is on the way to the patient. */
    'IN_TRANSIT',
    /** The driver handed the parcel over. */
    'DELIVERED',
    /** The delivery was tried and did not succeed. */
    'FAILED',
    /** The delivery was canceled. It has one L; that of an order, `OrderStatus.CANCELLED`, has two. */
    'CANCELED',
  ]),
)
