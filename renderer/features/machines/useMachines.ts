/** The machines of a cloud, live: their entries in cloud.yaml beside what is known of them. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { ErrorData } from '../../../electron/contract/index.ts'
import { call } from '../../api/useRequest.ts'
import { useStream } from '../../api/useStream.ts'
import { type MachineRow, machineRows } from './rows.ts'

export interface Machines {
  /** Undefined until both are known. */
  readonly rows: readonly MachineRow[] | undefined
  readonly error: ErrorData | undefined
}

export function useMachines(cloud: string): Machines {
  const states = useStream('machines.follow', { cloud })
  const { value: file, error: fileError } = useStream('clouds.text', { cloud })
  const text = file?.text
  const design = useQuery({
    queryKey: ['design.read', { text }],
    queryFn: () => call('design.read', { text: text ?? '' }),
    enabled: text !== undefined,
    // The rows of before stay until the new text was understood.
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  })
  const rows = useMemo(
    () =>
      design.data === undefined || states.value === undefined ? undefined : machineRows(design.data.file, states.value),
    [design.data, states.value],
  )
  return { rows, error: states.error ?? fileError }
}
