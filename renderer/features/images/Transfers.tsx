/** Images on their way: how far, how fast, until when; cancelled here, and where one failed, why. */
import { ActionIcon, Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { ImageTransfer } from '../../../electron/contract/images.ts'
import { useAction } from '../../api/useRequest.ts'
import { useStream } from '../../api/useStream.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Name } from '../../ui/Name.tsx'
import { Status } from '../../ui/Status.tsx'
import css from './Transfers.module.css'
import { transferShare, transferState, transferWords } from './transferWords.ts'

export function Transfers({ cloud }: { readonly cloud: string }) {
  const { value } = useStream('images.transfers', { cloud })
  const dismiss = useAction('images.cancel')
  const shown = (value ?? []).filter(({ state }) => state !== 'cancelled' && state !== 'done')
  if (shown.length === 0) return undefined
  return (
    <ul className={css.transfers} aria-label="Images on their way">
      {shown.map((one) => (
        <li key={one.id}>
          {one.state === 'failed' && one.error !== undefined ? (
            <ErrorNote
              error={one.error}
              actions={
                <Button size="compact-sm" variant="default" onClick={() => dismiss.mutate({ cloud, transfer: one.id })}>
                  Dismiss
                </Button>
              }
            />
          ) : (
            <Transfer cloud={cloud} transfer={one} />
          )}
        </li>
      ))}
    </ul>
  )
}

function Transfer({ cloud, transfer }: { readonly cloud: string; readonly transfer: ImageTransfer }) {
  const cancel = useAction('images.cancel')
  const share = transferShare(transfer)
  return (
    <div className={css.transfer}>
      <span className={css.name}>
        <Name name={transfer.name} strong />
        <span className={css.from} title={transfer.from}>
          <Name name={transfer.from} />
        </span>
      </span>
      <span className={css.state}>
        <Status kind="progress">{transferState(transfer)}</Status>
      </span>
      <span
        className={css.track}
        role="progressbar"
        aria-label={`Upload of ${transfer.name}`}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={share === undefined ? undefined : Math.round(share * 100)}
        data-unknown={share === undefined || undefined}
      >
        <span className={css.done} style={{ width: `${(share ?? 1) * 100}%` }} />
      </span>
      <span className={css.figures}>{transferWords(transfer)}</span>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={`Cancel ${transfer.name}`}
        title="Cancel"
        loading={cancel.isPending}
        onClick={() => cancel.mutate({ cloud, transfer: transfer.id })}
      >
        <IconX size={14} aria-hidden />
      </ActionIcon>
    </div>
  )
}
