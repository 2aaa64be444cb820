/** Changes the state Nova believes an instance is in, where it got stuck in another. */
import { Radio } from '@mantine/core'
import { useState } from 'react'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { isolated } from '../../../ui/bidi.ts'
import css from '../Instances.module.css'
import { stateWords } from '../states.ts'
import { type InstanceDialogProps, targetOf } from './dialogProps.ts'

type State = 'active' | 'error'

const STATES: readonly (readonly [State, string, string])[] = [
  [
    'error',
    'Failed',
    'It can then be deleted, rebuilt, rescued or restarted hard. Right where nobody knows how it is.',
  ],
  [
    'active',
    'Running',
    'Right only where its host says that it runs. Otherwise Nova sets it to “Off” when it looks next.',
  ],
]

export function ResetStateDialog({ cloud, server, doing, onClose }: InstanceDialogProps) {
  const [state, setState] = useState<State>('error')
  return (
    <ActionDialog
      cloud={cloud}
      title={`Reset the state of ${isolated(server.name)}`}
      submit="Reset its state"
      danger
      steps={[{ action: 'server.resetState', input: { ...targetOf(server), state } }]}
      mark={{ ids: [server.id], words: doing }}
      onClose={onClose}
    >
      <p>
        Nova says “{stateWords(server).words}”. This changes what Nova believes and nothing else: neither the instance
        nor its disk is touched, and what its host is doing with it goes on. It helps where something ended half done
        and the state never changed again. First see in History and in the log of nova-compute that nothing is under way
        any more.
      </p>
      <Radio.Group
        label="Nova shall believe that it is"
        value={state}
        onChange={(value) => setState(value === 'active' ? 'active' : 'error')}
      >
        <div className={css.choices}>
          {STATES.map(([value, label, explains]) => (
            <Radio key={value} value={value} label={label} description={explains} />
          ))}
        </div>
      </Radio.Group>
    </ActionDialog>
  )
}
