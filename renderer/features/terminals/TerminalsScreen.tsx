/** Terminals: shells on the machines and in instances, and one on this computer in which the cloud's credentials are set. */
import { Button, Menu, Switch } from '@mantine/core'
import { IconChevronDown, IconServer, IconServerBolt, IconTerminal2 } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { useAction } from '../../api/useRequest.ts'
import { useStream } from '../../api/useStream.ts'
import { useShell } from '../../app/shellState.ts'
import { useCloud } from '../../app/useCloud.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Screen } from '../../ui/Screen.tsx'
import { count } from '../../ui/words.ts'
import { InstanceLoginDialog } from './InstanceLoginDialog.tsx'
import { Shell } from './Shell.tsx'
import { TabRow } from './TabRow.tsx'
import css from './TerminalsScreen.module.css'
import { LOCAL, openFor, shownTab } from './tabs.ts'
import { useScreenReader } from './useScreenReader.ts'

/** Until the element was measured. */
const FIRST_SIZE = { columns: 100, rows: 30 }

export function TerminalsScreen() {
  const cloud = useCloud()
  const [params, setParams] = useSearchParams()
  const { value: all, error } = useStream('terminals.follow', {})
  const { clouds } = useShell()
  /** Only a cloud whose machines are this person's has shells on them. */
  const isOwn = clouds?.find(({ id }) => id === cloud)?.kind === 'own'
  const { value: machines } = useStream('machines.follow', isOwn ? { cloud } : undefined)
  const [chosen, setChosen] = useState<string>()
  const [screenReader, setScreenReader] = useScreenReader()
  const open = useAction('terminals.open', { quiet: true, onDone: ({ id }) => setChosen(id) })
  const close = useAction('terminals.close')

  const terminals = (all ?? []).filter((one) => one.cloud === cloud)
  const shown = shownTab(terminals, chosen)
  const names = Object.keys(machines?.machines ?? {})
  const instance = params.get('instance')
  const leaveInstance = (): void => setParams({}, { replace: true })
  const { mutate } = open
  const begin = (where: string): void => {
    if (where === LOCAL) mutate({ kind: 'local', cloud, ...FIRST_SIZE })
    else mutate({ kind: 'machine', cloud, machine: where, ...FIRST_SIZE })
  }

  // ?open=… is done once, when it is known which shells are open already.
  const wanted = params.get('open')
  const taken = useRef<string>(undefined)
  useEffect(() => {
    if (wanted === null) taken.current = undefined
    if (wanted === null || all === undefined || taken.current === wanted) return
    taken.current = wanted
    const there = openFor(
      all.filter((one) => one.cloud === cloud),
      wanted,
    )
    if (there !== undefined) setChosen(there.id)
    else if (wanted === LOCAL) mutate({ kind: 'local', cloud, ...FIRST_SIZE })
    else mutate({ kind: 'machine', cloud, machine: wanted, ...FIRST_SIZE })
    setParams({}, { replace: true })
  }, [wanted, all, cloud, mutate, setParams])

  const menu = (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button rightSection={<IconChevronDown size={14} aria-hidden />} loading={open.isPending}>
          New terminal
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {isOwn ? (
          <Menu.Item leftSection={<IconTerminal2 size={14} aria-hidden />} onClick={() => begin(LOCAL)}>
            On this computer
          </Menu.Item>
        ) : undefined}
        <Menu.Item
          component={Link}
          to={`/clouds/${cloud}/instances`}
          leftSection={<IconServerBolt size={14} aria-hidden />}
        >
          In an instance…
        </Menu.Item>
        {isOwn ? <Menu.Label>On a machine</Menu.Label> : undefined}
        <div className={css.machines}>
          {names.map((name) => (
            <Menu.Item key={name} leftSection={<IconServer size={14} aria-hidden />} onClick={() => begin(name)}>
              {name}
            </Menu.Item>
          ))}
        </div>
      </Menu.Dropdown>
    </Menu>
  )
  const actions = (
    <>
      <Switch
        label="For screen readers"
        className={css.switch ?? ''}
        checked={screenReader}
        onChange={(event) => setScreenReader(event.currentTarget.checked)}
      />
      {menu}
    </>
  )

  return (
    <Screen
      title="Terminals"
      status={
        terminals.length === 0
          ? undefined
          : `${count(terminals.length, 'shell')} · Ctrl-Shift-C copies, Ctrl-Shift-F searches`
      }
      actions={terminals.length === 0 ? undefined : actions}
      fill
    >
      {[error, open.error?.data].map((one) =>
        one === undefined ? undefined : (
          <div key={one.message} className={css.note}>
            <ErrorNote error={one} />
          </div>
        ),
      )}
      {terminals.length > 0 ? (
        <>
          <TabRow terminals={terminals} shown={shown} onShow={setChosen} onClose={(id) => close.mutate({ id })} />
          {terminals.map((one) => (
            <Shell key={one.id} terminal={one} shown={one.id === shown} screenReader={screenReader} />
          ))}
        </>
      ) : all === undefined && error === undefined ? (
        <p className={css.quiet}>Asking which shells are open.</p>
      ) : (
        <div className={css.empty}>
          <EmptyState title="No terminal is open" action={menu}>
            {isOwn
              ? 'A shell on a machine, over the same connection deploying uses; one in an instance; or one on this computer, in which the cloud\'s credentials are set and "openstack server list" works at once.'
              : 'A shell in an instance, by ssh: choose the instance, then "Terminal".'}
          </EmptyState>
        </div>
      )}
      {instance === null ? undefined : (
        <InstanceLoginDialog
          key={instance}
          cloud={cloud}
          server={instance}
          size={FIRST_SIZE}
          onOpened={(id) => {
            setChosen(id)
            leaveInstance()
          }}
          onClose={leaveInstance}
        />
      )}
    </Screen>
  )
}
