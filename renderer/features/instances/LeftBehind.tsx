/** Deletions a window has not sent because it was closed while they could still be undone: said, and asked about. */
import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { isolated } from '../../ui/bidi.ts'
import { count, shortList } from '../../ui/words.ts'
import { deleteLater } from './actions/DeleteDialog.tsx'
import { DELETIONS } from './actions/deletions.ts'
import css from './Instances.module.css'
import { Note } from './Note.tsx'
import type { PendingDelete } from './pendingDeletes.ts'

export function LeftBehind({ cloud }: { readonly cloud: string }) {
  const [left, setLeft] = useState<readonly PendingDelete[]>([])
  useEffect(() => {
    const found = DELETIONS.leftBehind(cloud)
    if (found.length > 0) setLeft(found)
  }, [cloud])
  if (left.length === 0) return undefined
  const names = shortList(left.map(({ id, name }) => isolated(name === '' ? id : name)))
  const one = left.length === 1
  return (
    <div className={css.above}>
      <Note
        actions={
          <>
            <Button
              size="compact-sm"
              variant="default"
              color="red"
              onClick={() => {
                deleteLater(cloud, left, one ? names : count(left.length, 'instance'))
                setLeft([])
              }}
            >
              Delete {one ? 'it' : 'them'} now
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => setLeft([])}>
              Keep {one ? 'it' : 'them'}
            </Button>
          </>
        }
      >
        The window was closed before {names} {one ? 'was' : 'were'} deleted, so {one ? 'it is' : 'they are'} still
        there.
      </Note>
    </div>
  )
}
