import type { ClassCode } from '../code/code.js'
import type { Follower } from './follower.js'

/** Lists a class and those that it extends. */
export function classChain(follower: Follower, code: ClassCode): ClassCode[] {
  return follower.once(code, 'chain', [code], () => {
    const found = [code]
    for (const each of found) {
      if (found.length > 10 || !each.extends) break
      for (const above of follower.values(each.extends))
        if (above.kind === 'class' && !found.includes(above.code)) found.push(above.code)
    }
    return found
  })
}
