import { holdTable } from '../table.js'
import { newClientCells } from './new-client-cells.js'
import { oldClientCells } from './old-client-cells.js'
import { ownListenerCells } from './own-listener-cells.js'

holdTable('pharmacy', [...oldClientCells, ...ownListenerCells, ...newClientCells])
