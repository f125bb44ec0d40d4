import { builtRoom } from './room-choice.js'
import { type Scene, type StartRoom, sceneToken } from './scene.js'
import { quoted } from './typescript-code.js'

/** Writes who shows the token and which rooms they may enter, in TypeScript: what readers have their own answers to. */
export function serverRules({ userId, granted }: Scene): string[] {
  const rooms = granted.map(quoted)
  const isGranted = rooms.length === 1 ? `room === ${rooms.join()}` : `[${rooms.join(', ')}].includes(room)`
  return [
    granted.length === 0
      ? '// yours: who shows this token?'
      : '// yours: who shows this token, and may they enter that room?',
    'const verify = async (token: unknown) =>',
    `  token === ${quoted(sceneToken)} ? { id: ${quoted(userId)} } : undefined`,
    ...(granted.length === 0
      ? []
      : ['const mayEnter = async (userId: string, room: string) =>', `  userId === ${quoted(userId)} && ${isGranted}`]),
  ]
}

/** Writes a room where a user is from the beginning. */
export function startRoom(room: StartRoom, user: string): string {
  return room.isOwn ? `${room.builder}(${user})` : builtRoom(room)
}

/** The line that sends again and again, so that a client that comes later hears it too. */
export const sendingAgain = ['// a try: call it where it happens', 'setInterval(send, 1000)'] as const
