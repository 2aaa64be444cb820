/** Whether it fits, asked again while the form changes and while the cloud does. */
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { PlacementForecast, RequestInput } from '../../../../electron/contract/index.ts'
import { type CallError, call } from '../../../api/useRequest.ts'
import type { Chosen } from './chosen.ts'
import type { Draft } from './draft.ts'

/** Milliseconds without a letter typed. */
const REST = 250
/** Milliseconds after which the hosts may have changed; nothing is asked while the window is hidden. */
const AGAIN = 5_000

/** Undefined input: there is no size yet to ask about. */
export function useForecast(cloud: string, draft: Draft, { image, size }: Chosen) {
  const { host, serverGroupId, zone } = draft
  const count = Number(draft.count)
  const isAsked = size !== undefined && Number.isInteger(count) && count >= 1 && count <= 100
  const wanted: RequestInput<'servers.forecast'> | undefined = isAsked
    ? {
        cloud,
        count,
        size: sizeOf(size),
        imageProperties: image?.properties ?? {},
        ...(zone === undefined ? {} : { zone }),
        ...(host === undefined ? {} : { host }),
        ...(serverGroupId === undefined ? {} : { serverGroupId }),
      }
    : undefined
  const [input] = useDebouncedValue(JSON.stringify(wanted ?? null), REST)
  const asked = JSON.parse(input) as typeof wanted | null
  const query = useQuery<PlacementForecast, CallError>({
    queryKey: ['servers.forecast', input],
    queryFn: () => call('servers.forecast', asked as NonNullable<typeof wanted>),
    enabled: asked !== null,
    refetchInterval: AGAIN,
    placeholderData: keepPreviousData,
  })
  return { forecast: asked === null ? undefined : query.data, error: query.error?.data, isAsked: asked !== null }
}

function sizeOf({ cpus, disk, ephemeral, extraSpecs, memory, swap }: NonNullable<Chosen['size']>) {
  return { cpus, disk, ephemeral, extraSpecs, memory, swap }
}
