import { holdTable } from '../table.js'
import { newClientCells } from './new-client-cells.js'
import { oldClientCells } from './old-client-cells.js'

holdTable('simulation', [...oldClientCells, ...newClientCells])
