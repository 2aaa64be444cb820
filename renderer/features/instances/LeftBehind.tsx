/** Deletions a window has not sent because it was closed while they could still be undone: said, and asked about. */
import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { isolated } from '../../ui/bidi.ts'
import { Status } from '../../ui/Status.tsx'
import { count, shortList } from '../../ui/words.ts'
import { deleteLater } from './actions/DeleteDialog.tsx'
import { DELETIONS } from './actions/deletions.ts'
import css from './Instances.module.css'
import type { PendingDelete } from './pendingDeletes.ts'

export function LeftBehind({ cloud }: { readonly cloud: string }) {
  const [left, setLeft] = useState<readonly PendingDelete[]>([])
  useEffect(() => {
    const found = DELETIONS.leftBehind(cloud)
    if (found.length > 0) setLeft(found)
  }, [cloud])
  if (left.length === 0) return undefined
  const names = shortList(left.map(({ id, name }) => isolated(name === '' ? id : name)))
  return (
    <div className={css.above}>
      <div className={css.note} role="status">
        <Status kind="needs-you">
          <span className={css.noteWords}>
            The window was closed before {names} {left.length === 1 ? 'was' : 'were'} deleted, so{' '}
            {left.length === 1 ? 'it is' : 'they are'} still there.
          </span>
        </Status>
        <div className={css.noteActions}>
          <Button
            size="compact-sm"
            variant="default"
            color="red"
            onClick={() => {
              deleteLater(cloud, left, left.length === 1 ? names : count(left.length, 'instance'))
              setLeft([])
            }}
          >
            Delete {left.length === 1 ? 'it' : 'them'} now
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => setLeft([])}>
            Keep {left.length === 1 ? 'it' : 'them'}
          </Button>
        </div>
      </div>
    </div>
  )
}
