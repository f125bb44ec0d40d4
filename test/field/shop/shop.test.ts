import { listening } from '../../ends/server.js'
import { answerMarkers } from '../marker.js'
import { holdTable } from '../table.js'
import { type StartShop, shopCells } from './new-client-cells.js'
import { oldClientCells } from './old-client-cells.js'
import { oldShopServer } from './old-server.js'

const start: StartShop = async (path, tells) => {
  const { io, url } = await listening({ maxHttpBufferSize: 100_000_000 })
  const { send } = oldShopServer(io, path, tells)
  answerMarkers(io, path)
  return { url, send }
}

holdTable('shop', [...oldClientCells, ...shopCells('shop', start)])
