import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { connect } from '../src/client/index.js'
import { id, sensitive } from '../src/fields/index.js'
import { event, namespace, type Observation, room } from '../src/index.js'
import { serve } from '../src/server/index.js'
import { listening } from './ends/server.js'
import { client } from './ends/sockets.js'

const patientRoom = room('patient:{patientId}')
const asked = z.object({ patientId: sensitive('phi', id) })
const hospital = namespace('/hospital', {
  rooms: [patientRoom],
  serverToClient: {},
  clientToServer: {
    'patient:watch': event({ payload: asked, joins: [patientRoom] }),
    'patient:unwatch': event({ payload: asked, leaves: [patientRoom] }),
  },
})

test('observers of both ends hear of rooms entered, left and denied without the marked ids in their names', async () => {
  const seen: Observation[] = []
  const { io, url } = await listening()
  const left = new Promise<void>((resolve) => {
    serve(io, hospital, {
      mayJoin: (_, name) => name === 'patient:ada-obi',
      observe: (one) => {
        seen.push(one)
        if (one.kind === 'left') resolve()
      },
    })
  })
  const ward = connect(client(url, '/hospital', { autoConnect: false }), hospital, { observe: (one) => seen.push(one) })
  const ada = ward.join(patientRoom('ada-obi'))
  await ada.joined
  await expect(ward.join(patientRoom('ben-obi')).joined).rejects.toThrow()
  ada.leave()
  await left
  ward.close()
  const rooms = seen.flatMap((one) => ('room' in one ? [`${one.kind} ${one.room}`] : []))
  expect(rooms.sort()).toEqual(
    ['joined', 'denied', 'left'].flatMap((kind) => Array(2).fill(`${kind} patient:[phi]`)).sort(),
  )
  expect(JSON.stringify(seen)).not.toMatch(/ada-obi|ben-obi/)
})
