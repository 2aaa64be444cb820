/** Key pairs: made or imported, with the private halves this computer keeps, and the instances that let them in. */
import { Button, Menu } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useMe } from '../../api/useMe.ts'
import { useAction, useRequest } from '../../api/useRequest.ts'
import { useRows } from '../../api/useRows.ts'
import { Waiting } from '../../app/Waiting.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Name } from '../../ui/Name.tsx'
import { SaveSecret } from '../../ui/SaveSecret.tsx'
import { ScreenActions } from '../../ui/Screen.tsx'
import { useDrawer, WithDrawer } from '../../ui/SideDrawer.tsx'
import { Status } from '../../ui/Status.tsx'
import type { Column } from '../../ui/table/columns.ts'
import { DataTable } from '../../ui/table/DataTable.tsx'
import { NoAnswer } from '../instances/NoAnswer.tsx'
import css from './Access.module.css'
import { fileWord } from './fileWord.ts'
import { CreateKeyDialog, DeleteKeyDialog, ForgetKeyDialog, ImportKeyDialog } from './KeyDialogs.tsx'
import { KeyDrawer } from './KeyDrawer.tsx'
import { type KeyRow, keyRows } from './keyRows.ts'

interface Dialog {
  readonly kind: 'save' | 'delete' | 'forget'
  readonly row: Pick<KeyRow, 'name' | 'usedBy' | 'kept'>
}

const BY_NAME = [{ id: 'name', desc: false }]
const rowId = ({ id }: KeyRow): string => id

const COLUMNS: readonly Column<KeyRow>[] = [
  { id: 'name', title: 'Name', width: 200, value: ({ name }) => name, cell: ({ name }) => <Name name={name} strong /> },
  {
    id: 'private',
    title: 'Private key',
    width: 190,
    value: ({ kept, keypair }) => (keypair === undefined ? 0 : kept === undefined ? 1 : 2),
    text: privateWords,
    cell: (row) => (
      <Status kind={row.keypair === undefined || row.differs ? 'needs-you' : row.kept === undefined ? 'off' : 'works'}>
        {privateWords(row)}
      </Status>
    ),
  },
  {
    id: 'used',
    title: 'Instances',
    width: 100,
    align: 'end',
    mono: true,
    value: ({ usedBy }) => usedBy.length,
  },
  { id: 'type', title: 'Kind', width: 160, value: ({ publicKey }) => publicKey.split(' ')[0] },
  {
    id: 'fingerprint',
    title: 'Fingerprint',
    width: 380,
    mono: true,
    value: ({ keypair }) => keypair?.fingerprint,
  },
]

function privateWords({ differs, kept, keypair }: KeyRow): string {
  if (keypair === undefined) return 'Here only'
  if (differs) return 'Another one is here'
  return kept === undefined ? 'Not on this computer' : 'Kept by this app'
}

export function KeyPairs({ cloud }: { readonly cloud: string }) {
  const me = useMe(cloud)
  const { at, complete, error, rows: keypairs } = useRows('live.keypairs', { cloud })
  const servers = useRows('live.servers', me === undefined ? undefined : { cloud, all: me.isAdmin }).rows
  const kept = useRequest('keys.list', { cloud })
  const client = useQueryClient()
  const again = (): void => void client.invalidateQueries({ queryKey: ['keys.list', { cloud }] })
  const save = useAction('keys.save', { quiet: true })
  const drawer = useDrawer('key')
  const making = useDrawer('create')
  const [dialog, setDialog] = useState<Dialog>()
  const rows = useMemo(
    () =>
      keypairs === undefined || kept.isPending
        ? undefined
        : keyRows(keypairs, kept.data ?? [], servers ?? [], me?.user.id),
    [keypairs, kept.isPending, kept.data, servers, me?.user.id],
  )
  const open = rows?.find(({ id }) => id === drawer.open)
  const close = (): void => setDialog(undefined)
  const begin = (kind: 'save' | 'delete' | 'forget', row: Pick<KeyRow, 'name' | 'usedBy' | 'kept'>): void => {
    save.reset()
    setDialog({ kind, row })
  }
  const makers = (
    <>
      <Button variant="default" onClick={() => making.show('import')}>
        Import a public key
      </Button>
      <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => making.show('yes')}>
        Create key pair
      </Button>
    </>
  )
  return (
    <>
      {error === undefined ? undefined : (
        <NoAnswer cloud={cloud} error={error} at={keypairs === undefined ? undefined : at} />
      )}
      {rows === undefined ? (
        error === undefined && <Waiting what="key pairs" />
      ) : rows.length === 0 && complete ? (
        <EmptyState title="No key pairs yet" action={<div className={css.buttons}>{makers}</div>}>
          An instance lets in whoever has the private half of the key pair it was made with. Key pairs belong to you,
          not to a project.
        </EmptyState>
      ) : (
        <>
          <ScreenActions>{makers}</ScreenActions>
          <WithDrawer
            drawer={
              open === undefined ? undefined : (
                <KeyDrawer cloud={cloud} row={open} onBegin={(kind) => begin(kind, open)} onClose={drawer.close} />
              )
            }
          >
            <DataTable
              id="key-pairs"
              label="Key pairs"
              rows={rows}
              columns={COLUMNS}
              rowId={rowId}
              sort={BY_NAME}
              tools={<span className={css.quiet}>Yours, in whichever project you work.</span>}
              open={drawer.open}
              onOpen={(row) => drawer.show(row.id)}
              menu={(row) => (
                <>
                  {row.kept === undefined ? undefined : (
                    <Menu.Item onClick={() => begin('save', row)}>Save the private key…</Menu.Item>
                  )}
                  {row.kept?.madeAt === undefined ? undefined : (
                    <Menu.Item onClick={() => begin('forget', row)}>Forget the private key…</Menu.Item>
                  )}
                  {row.keypair === undefined ? undefined : (
                    <Menu.Item color="red" onClick={() => begin('delete', row)}>
                      Delete…
                    </Menu.Item>
                  )}
                  <Menu.Divider />
                </>
              )}
            />
          </WithDrawer>
        </>
      )}
      {making.open === 'yes' ? (
        <CreateKeyDialog
          cloud={cloud}
          onClose={making.close}
          onDone={(key) => {
            again()
            making.close()
            begin('save', { name: key.name, kept: key, usedBy: [] })
          }}
        />
      ) : undefined}
      {making.open === 'import' ? <ImportKeyDialog cloud={cloud} onClose={making.close} /> : undefined}
      {dialog?.kind === 'delete' ? <DeleteKeyDialog cloud={cloud} row={dialog.row} onClose={close} /> : undefined}
      {dialog?.kind === 'forget' ? (
        <ForgetKeyDialog cloud={cloud} row={dialog.row} onClose={close} onDone={again} />
      ) : undefined}
      {dialog?.kind === 'save' ? (
        <SaveSecret
          what={`the private key of ${dialog.row.name}`}
          suggested={`~/.ssh/${fileWord(dialog.row.name)}`}
          busy={save.isPending}
          error={save.error?.data}
          saved={save.data?.file}
          onSave={(file, replace) => save.mutate({ cloud, name: dialog.row.name, file, replace })}
          onClose={close}
        />
      ) : undefined}
    </>
  )
}
