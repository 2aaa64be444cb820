/** Proof & access: that the cloud works, seen from outside, and how to use it. */
import { Button } from '@mantine/core'
import { IconPlayerStop, IconRosetteDiscountCheck } from '@tabler/icons-react'
import { useAction, useRequest } from '../../api/useRequest.ts'
import { useStream } from '../../api/useStream.ts'
import { useCloud } from '../../app/useCloud.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Screen } from '../../ui/Screen.tsx'
import { Status, type StatusKind } from '../../ui/Status.tsx'
import { duration } from '../../ui/time.ts'
import { Credentials } from '../access/Credentials.tsx'
import { DesignFirst } from '../design/DesignFirst.tsx'
import { Dashboard } from './Dashboard.tsx'
import css from './DoneScreen.module.css'
import { FirstInstance } from './FirstInstance.tsx'
import { ProofTable } from './ProofTable.tsx'
import { proofRows, proofText } from './proofs.ts'

const PURPOSE =
  'Once the cloud is deployed, it is proved here from outside, and here are its credentials, its dashboard and the way to a first instance.'

export function DoneScreen() {
  const cloud = useCloud()
  return (
    <DesignFirst cloud={cloud} title="Proof & access" purpose={PURPOSE}>
      <Done cloud={cloud} />
    </DesignFirst>
  )
}

function Done({ cloud }: { readonly cloud: string }) {
  const { value: verify, error } = useStream('verify.follow', { cloud })
  const { data: access, error: noAccess, isPending } = useRequest('access.read', { cloud })
  const start = useAction('verify.start', { quiet: true })
  const stop = useAction('verify.stop', { quiet: true })
  const rows = verify === undefined ? [] : proofRows(verify)
  const running = verify?.state === 'running' || verify?.state === 'stopping'
  const failed = verify?.state === 'failed' || rows.some(({ state }) => state === 'failed')
  const kind: StatusKind = running
    ? 'progress'
    : failed
      ? 'failed'
      : verify === undefined || verify.state === 'never'
        ? 'off'
        : 'works'

  const actions = running ? (
    <Button
      variant="default"
      leftSection={<IconPlayerStop size={14} aria-hidden />}
      disabled={verify?.state === 'stopping'}
      onClick={() => stop.mutate({ cloud })}
    >
      Stop
    </Button>
  ) : (
    <Button
      leftSection={<IconRosetteDiscountCheck size={14} aria-hidden />}
      loading={start.isPending}
      disabled={verify === undefined}
      onClick={() => start.mutate({ cloud })}
    >
      {rows.length === 0 ? 'Prove it works' : 'Prove again'}
    </Button>
  )

  return (
    <Screen
      title="Proof & access"
      status={verify === undefined ? undefined : <Status kind={kind}>{proofText(verify, duration)}</Status>}
      actions={actions}
    >
      <div className={css.columns}>
        <section className={css.proofs} aria-labelledby="proofs">
          <h2 id="proofs">Proof that it works</h2>
          {[error, verify?.error, start.error?.data, stop.error?.data].map((one) =>
            one === undefined ? undefined : <ErrorNote key={one.message} error={one} />,
          )}
          {rows.length > 0 ? (
            <ProofTable rows={rows} />
          ) : (
            <p className={css.quiet}>
              The cloud is used as a person would: instances are started from an image, on the private network and on
              your LAN, reached by their addresses and a floating IP, and kept out by a security group. What is made for
              the proofs is removed again.
            </p>
          )}
        </section>
        <div className={css.access}>
          <FirstInstance cloud={cloud} />
          {noAccess === null ? undefined : <ErrorNote error={noAccess.data} />}
          {isPending ? <p className={css.quiet}>Asking how the cloud is reached.</p> : undefined}
          {access === undefined ? undefined : (
            <>
              <Credentials cloud={cloud} access={access} />
              <Dashboard cloud={cloud} />
            </>
          )}
        </div>
      </div>
    </Screen>
  )
}
