/** Brings instances to another host: while they run, with a stop, or from a host that has died. */
import { useState } from 'react'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { isolated } from '../../../ui/bidi.ts'
import { count, shortList } from '../../../ui/words.ts'
import { HostChooser } from './choosers.tsx'
import { typedWords } from './dataLoss.ts'
import { deed } from './deeds.ts'
import { EXPLAINED, type InstancesDialogProps, targetOf } from './dialogProps.ts'
import { doToEach } from './useDeeds.ts'

export type Move = 'liveMigrate' | 'migrate' | 'evacuate'

interface Words {
  readonly title: string
  readonly submit: string
  readonly what: string
  /** Of several. */
  readonly many: string
}

const WORDS: Readonly<Record<Move, Words>> = {
  liveMigrate: {
    title: 'Move',
    submit: 'Move while running',
    what: 'It goes on running; for a moment at the end it stands still. Its disk is copied too where the hosts share no storage.',
    many: 'They go on running; for a moment at the end each stands still. Their disks are copied too where the hosts share no storage. A host moves a few at a time, the others wait.',
  },
  migrate: {
    title: 'Move',
    submit: 'Stop and move',
    what: 'It is shut down, its disk is copied, and it starts on the other host. Then it waits until you confirm, or go back.',
    many: 'Each is shut down, its disk is copied, and it starts on the other host. Then each waits until you confirm, or go back.',
  },
  evacuate: {
    title: 'Evacuate',
    submit: 'Evacuate',
    what: 'It is started on another host. Where the hosts share no storage its disk begins anew from the image: what was on it is lost. Be sure that its host is dead: one that only lost its network would run it twice.',
    many: 'They are started on other hosts. Where the hosts share no storage their disks begin anew from the image: what was on them is lost. Be sure that their host is dead: one that only lost its network would run them twice.',
  },
}

export function MoveDialog({ cloud, servers, move, onClose }: InstancesDialogProps & { readonly move: Move }) {
  const [host, setHost] = useState<string>()
  const { many, submit, title, what } = WORDS[move]
  const [first] = servers
  const one = servers.length === 1
  const names = servers.map(({ id, name }) => isolated(name || id))
  const from = servers.every((server) => server.host === first?.host) ? first?.host : undefined
  const inputOf = (server: Parameters<typeof targetOf>[0]) => ({
    ...targetOf(server),
    ...(host === undefined ? {} : { host }),
  })
  return (
    <ActionDialog
      cloud={cloud}
      title={`${title} ${one ? names[0] : count(servers.length, 'instance')}${from === undefined ? '' : ` from ${from}`}`}
      submit={submit}
      danger={move === 'evacuate'}
      {...(move === 'evacuate'
        ? {
            typing: typedWords(
              servers.map(({ name }) => name),
              'evacuate',
            ),
          }
        : {})}
      steps={servers.slice(0, EXPLAINED).map((server) => ({ action: `server.${move}`, input: inputOf(server) }))}
      mark={{ ids: servers.map(({ id }) => id), words: deed(move).doing }}
      // Of several, what is refused for one does not keep the others.
      {...(one ? {} : { onSubmit: () => void doToEach(cloud, deed(move), servers, inputOf) })}
      onClose={onClose}
    >
      {(problem) => (
        <>
          {one ? undefined : <p>{shortList(names, 8)}</p>}
          <p>{one ? what : many}</p>
          <HostChooser
            cloud={cloud}
            label="To the host"
            value={host}
            error={problem('host')}
            onChange={setHost}
            except={from}
          />
        </>
      )}
    </ActionDialog>
  )
}
