/** One key pair beside the list. */
import { Button } from '@mantine/core'
import { Link } from 'react-router'
import { Copyable } from '../../ui/Copyable.tsx'
import { DrawerSection } from '../../ui/DrawerSection.tsx'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Name } from '../../ui/Name.tsx'
import { SideDrawer } from '../../ui/SideDrawer.tsx'
import { Status } from '../../ui/Status.tsx'
import { moment } from '../../ui/time.ts'
import css from './Access.module.css'
import type { KeyRow } from './keyRows.ts'

interface KeyDrawerProps {
  readonly cloud: string
  readonly row: KeyRow
  readonly onBegin: (kind: 'save' | 'delete' | 'forget') => void
  readonly onClose: () => void
}

export function KeyDrawer({ cloud, row, onBegin, onClose }: KeyDrawerProps) {
  const { differs, kept, keypair, name, publicKey, usedBy } = row
  return (
    <SideDrawer
      title={name}
      status={
        kept === undefined ? (
          <Status kind="off">Private key not on this computer</Status>
        ) : (
          <Status kind="works">Private key kept by this app</Status>
        )
      }
      onClose={onClose}
      actions={
        <>
          {kept === undefined ? undefined : (
            <Button size="compact-sm" variant="default" onClick={() => onBegin('save')}>
              Save the private key…
            </Button>
          )}
          {kept?.madeAt === undefined ? undefined : (
            <Button size="compact-sm" variant="default" onClick={() => onBegin('forget')}>
              Forget the private key…
            </Button>
          )}
          {keypair === undefined ? undefined : (
            <Button size="compact-sm" variant="default" color="red" onClick={() => onBegin('delete')}>
              Delete…
            </Button>
          )}
        </>
      }
    >
      {keypair === undefined ? (
        <p>
          The cloud has no key pair like this any more; its private half is still kept here, because instances may let
          it in.
        </p>
      ) : undefined}
      {differs ? (
        <p>This app keeps a private key of that name, but of another pair: it does not open what was made with this.</p>
      ) : undefined}
      <KeyValue
        rows={[
          ['Kind', publicKey.split(' ')[0] ?? ''],
          ...(keypair === undefined
            ? []
            : [['Fingerprint', <Copyable key="f" text={keypair.fingerprint} what="fingerprint" />] as const]),
          ...(kept === undefined
            ? []
            : [['Made here', kept.madeAt === undefined ? 'With the cloud itself' : moment(kept.madeAt)] as const]),
        ]}
      />
      <DrawerSection title="Public key">
        <Copyable block text={publicKey} what="public key" />
      </DrawerSection>
      <DrawerSection title="Instances made with it">
        {usedBy.length === 0 ? <p className={css.quiet}>None that you can see.</p> : undefined}
        <ul className={css.list}>
          {usedBy.map(({ id, name: server }) => (
            <li key={id}>
              <Link className={css.link} to={`/clouds/${cloud}/instances?all=yes&instance=${encodeURIComponent(id)}`}>
                <Name name={server} id={id} />
              </Link>
            </li>
          ))}
        </ul>
      </DrawerSection>
    </SideDrawer>
  )
}
