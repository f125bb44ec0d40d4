import { holdTable } from '../table.js'
import { chatPageCells } from './chat-page-cells.js'
import { gatewayClientCells } from './gateway-client-cells.js'
import { oldChatCells } from './old-chat-cells.js'
import { oldGatewayCells } from './old-gateway-cells.js'

holdTable('network', [...chatPageCells, ...gatewayClientCells, ...oldGatewayCells, ...oldChatCells])
