/** The instances of a cloud with what is said about them: live, by project or of all. */
import { useMemo, useState } from 'react'
import type { ErrorData } from '../../../electron/contract/index.ts'
import { useDoings } from '../../api/useDo.ts'
import { useRows } from '../../api/useRows.ts'
import { usePendingIds } from './actions/deletions.ts'
import { type InstanceRow, rowMaker } from './rows.ts'

export interface Instances {
  /** Undefined until the first page came. */
  readonly rows: readonly InstanceRow[] | undefined
  readonly complete: boolean
  readonly at: number | undefined
  readonly error: ErrorData | undefined
}

export function useInstances(cloud: string, all: boolean): Instances {
  const servers = useRows('live.servers', { cloud, all })
  const images = useRows('live.images', { cloud, all }).byId
  const projects = useRows('live.projects', { cloud, all }).byId
  const doings = useDoings()
  const deleting = usePendingIds()
  const [make] = useState(rowMaker)
  const { at, complete, error, rows: told } = servers
  const rows = useMemo(
    () => (told === undefined ? undefined : make(told, { images, projects, doings, deleting, toldAt: at })),
    [make, told, images, projects, doings, deleting, at],
  )
  return { rows, complete, at, error }
}
