import { io } from 'socket.io-client'
import { afterwards } from '../../ends/afterwards.js'
import { next } from '../../ends/waiting.js'
import type { Block, Seen } from '../cell.js'
import { cameBack } from '../new-end.js'
import { connection } from '../refusals.js'
import { oldShopPage } from '../shop/old-client.js'
import { plainRow } from '../shop/rows.js'
import { heardWords } from '../words.js'

const path = '/appointments'
const isStaff = 'nobody has to: everybody there is staff'

/** Lists where a page of old meets the Python server of the guide. */
export const pythonServerCells = (url: () => string): readonly Block[] => [
  {
    system: 'python',
    pair: 'old client, new server',
    path,
    right: {
      'gets in': 'connected',
      'with a bad token': 'refused: AUTH_INVALID',
      'join, a bare text': ['taken no notice of', isStaff],
      'the pending count': 'heard once as pending_count, once as pending_count_updated',
      'a schedule of somebody else': 'heard once as dashboard_schedule_updated',
      'again: the pending count': 'heard once as pending_count, once as pending_count_updated',
    },
    see: () => see(url()),
  },
]

async function see(url: string): Promise<Seen> {
  const open = (token: string) => {
    const page = oldShopPage(url, path, token, { reconnectionDelay: 5, reconnectionDelayMax: 20 })
    afterwards(() => page.socket.disconnect())
    return page
  }
  const page = open('staff')
  const count = () => heardWords(page.heard.splice(0).filter(([name]) => name.startsWith('pending_count')))
  const words = await connection(page.socket)
  // it acknowledges whatever it is asked: what it sent before is there
  const settled = () => page.socket.timeout(5000).emitWithAck('test:marker')
  await settled()
  const first = count()
  const bad = await connection(open('nobody').socket)
  const colleague = io(url + path, { forceNew: true, auth: { token: 'staff' } })
  afterwards(() => colleague.disconnect())
  await next(colleague, 'connect')
  const { customer, workflow_column, workflow_position, workflow_history, comments, labels, ...row } = plainRow()
  await colleague.emitWithAck('schedule_update', { appointments: [row] })
  await settled()
  const schedule = heardWords(page.heard.splice(0))
  const isThere = page.socket.connected
  await cameBack(page.socket)
  return {
    'gets in': words,
    'with a bad token': bad,
    'join, a bare text': isThere ? 'taken no notice of' : 'sent away',
    'the pending count': first,
    'a schedule of somebody else': schedule,
    'again: the pending count': count(),
  }
}
