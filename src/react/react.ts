import * as React from 'react'

type Later = 'useInsertionEffect' | 'useSyncExternalStore'

// taken from a copy: bundlers that find no such export in React 17 complain of the import. What may be missing has another name
// below, and `biome.json` says which of them the linter knows
export const {
  createContext,
  createElement,
  useCallback,
  useContext,
  useEffect,
  useInsertionEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} = { ...React } as Omit<typeof React, Later> & Partial<Pick<typeof React, Later>>

/** Does something before the effects of children; where React renders in one go, as 17 does, that may be at once. */
export const useEarlyEffect: (effect: () => void, inputs?: readonly unknown[]) => void =
  useInsertionEffect ?? ((effect) => effect())

type Store = <Value>(
  subscribe: (changed: () => void) => () => void,
  read: () => Value,
  readOnServer: () => Value,
) => Value

/** Reads what changes outside of React, which React 17 can't see change while it renders. */
export const useStore: Store =
  useSyncExternalStore ??
  ((subscribe, read) => {
    const [, render] = useState(read)
    // biome-ignore lint/correctness/useExhaustiveDependencies: whoever subscribes anew reads anew
    useEffect(() => {
      const look = (): void => render(read)
      const stop = subscribe(look)
      // it may have changed since it was rendered
      look()
      return stop
    }, [subscribe])
    return read()
  })
