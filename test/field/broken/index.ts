import type { Broken } from './broken.js'
import { network } from './network.js'
import { pharmacy } from './pharmacy.js'
import { shop } from './shop.js'
import { simulation } from './simulation.js'
import { verify } from './verify.js'

/** Every cell that is known to be wrong. */
export const broken: readonly Broken[] = [...pharmacy, ...network, ...shop, ...simulation, ...verify]
