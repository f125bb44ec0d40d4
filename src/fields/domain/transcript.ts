import { openEnum } from '../enumeration.js'
import * as z from '../needs-zod-4.js'
import { sensitive } from '../sensitive.js'
import { id, text } from '../text.js'
import { epochMs } from '../time.js'

/** Accepts what was said once in a session, as text. */
export const transcript = z.object({
  /** The id of the session; left out where the room names it. */
  sessionId: z.optional(id),
  /** Who spoke: the student or the simulated patient. */
  role: z.enum([
    /** The student spoke. */
    'user',
    /** The simulated patient spoke. */
    'assistant',
  ]),
  /** The spoken words, as text. */
  text: sensitive('phi', text(20_000)),
  /** Whether this is the final transcript; `false` for a partial one, whose words may still change. */
  isFinal: z.boolean(),
  /** When it was said, in milliseconds since 1970 (Unix epoch). */
  timestamp: epochMs,
  /** The id that the speech recognition service gave the utterance. */
  itemId: z.optional(id),
  /** When the speaker started, in epoch milliseconds. */
  startedAtMs: z.optional(epochMs),
  /** When the transcript became final, in epoch milliseconds. */
  finalizedAtMs: z.optional(epochMs),
  /** When the server first sent it, in epoch milliseconds. */
  emittedAtMs: z.optional(epochMs),
  /** An image, a video or the like to show beside the text. */
  media: z.optional(
    z.object({
      /** The id of the media, unique among all media. */
      id,
      /** The address of the media: a web address, or a path on the application's own site. */
      url: z.optional(
        z.string().check(z.maxLength(2048), z.regex(/^(?:https?:\/)?\/[^\u0000-\u0020\u007f-\u00a0]+$/u)),
      ),
      /** The type of media. */
      type: z.optional(
        openEnum([
          'image',
          /** A video file. */
          'video',
          /** A video on YouTube. */
          'youtube',
          'animation',
        ]),
      ),
      /** The caption of the media. */
      title: z.optional(text(500)),
    }),
  ),
  /** Whether it comes live or as a replay of what was said before. */
  origin: z.enum([
    /** It is sent as it is said. */
    'live',
    /** It was said before, and is sent again to a client that missed it. */
    'replay',
  ]),
})
