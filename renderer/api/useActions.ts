/** The actions themselves, in the page: to check a form, to know who may, to explain. Fetched when first wanted. */
import { useEffect, useState } from 'react'

export type Actions = typeof import('../../electron/contract/actions.ts')

let fetched: Actions | undefined

export async function loadActions(): Promise<Actions> {
  fetched ??= await import('../../electron/contract/actions.ts')
  return fetched
}

/** Undefined until they are there. */
export function useActions(): Actions | undefined {
  const [actions, setActions] = useState(fetched)
  useEffect(() => {
    if (actions !== undefined) return undefined
    let wanted = true
    void loadActions().then((loaded) => {
      if (wanted) setActions(loaded)
    })
    return () => {
      wanted = false
    }
  }, [actions])
  return actions
}
