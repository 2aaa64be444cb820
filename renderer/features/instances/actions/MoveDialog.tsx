/** Brings an instance to another host: while it runs, with a stop, or from a host that has died. */
import { useState } from 'react'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { isolated } from '../../../ui/bidi.ts'
import { HostChooser } from './choosers.tsx'
import { typedWords } from './dataLoss.ts'
import { type InstanceDialogProps, targetOf } from './dialogProps.ts'

export type Move = 'liveMigrate' | 'migrate' | 'evacuate'

const WORDS: Readonly<Record<Move, { readonly title: string; readonly submit: string; readonly what: string }>> = {
  liveMigrate: {
    title: 'Move',
    submit: 'Move while running',
    what: 'It goes on running; for a moment at the end it stands still. Its disk is copied too where the hosts share no storage.',
  },
  migrate: {
    title: 'Move',
    submit: 'Stop and move',
    what: 'It is shut down, its disk is copied, and it starts on the other host. Then it waits until you confirm, or go back.',
  },
  evacuate: {
    title: 'Evacuate',
    submit: 'Evacuate',
    what: 'It is started on another host. Where the hosts share no storage its disk begins anew from the image: what was on it is lost. Be sure that its host is dead: one that only lost its network would run it twice.',
  },
}

export function MoveDialog({ cloud, server, doing, move, onClose }: InstanceDialogProps & { readonly move: Move }) {
  const [host, setHost] = useState<string>()
  const { title, submit, what } = WORDS[move]
  return (
    <ActionDialog
      cloud={cloud}
      title={`${title} ${isolated(server.name)}${server.host === undefined ? '' : ` from ${server.host}`}`}
      submit={submit}
      danger={move === 'evacuate'}
      {...(move === 'evacuate' ? { typing: typedWords([server.name], 'evacuate') } : {})}
      steps={[{ action: `server.${move}`, input: { ...targetOf(server), ...(host === undefined ? {} : { host }) } }]}
      mark={{ ids: [server.id], words: doing }}
      onClose={onClose}
    >
      {(problem) => (
        <>
          <p>{what}</p>
          <HostChooser
            cloud={cloud}
            label="To the host"
            value={host}
            error={problem('host')}
            onChange={setHost}
            except={server.host}
          />
        </>
      )}
    </ActionDialog>
  )
}
