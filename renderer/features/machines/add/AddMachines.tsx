/** Adding machines: one by its address, several from ~/.ssh/config, or a pasted list. */
import { Modal, Tabs } from '@mantine/core'
import css from '../MachineForm.module.css'
import { FromList } from './FromList.tsx'
import { FromSshConfig } from './FromSshConfig.tsx'
import { OneMachine } from './OneMachine.tsx'

interface AddMachinesProps {
  readonly cloud: string
  /** Names of the machines there are. */
  readonly taken: readonly string[]
  /** The open tab, as the address says; undefined while nothing is being added. */
  readonly tab: string | undefined
  readonly onTab: (tab: string) => void
  readonly onClose: () => void
}

const TABS = ['form', 'ssh', 'list']

export function AddMachines({ cloud, taken, tab, onTab, onClose }: AddMachinesProps) {
  const way = { cloud, taken, onClose }
  return (
    <Modal opened={tab !== undefined} onClose={onClose} title={`Add machines to ${cloud}`} size={680} yOffset="8vh">
      <Tabs
        value={tab !== undefined && TABS.includes(tab) ? tab : 'form'}
        onChange={(next) => onTab(next ?? 'form')}
        keepMounted={false}
      >
        <Tabs.List>
          <Tabs.Tab value="form">One machine</Tabs.Tab>
          <Tabs.Tab value="ssh">From ~/.ssh/config</Tabs.Tab>
          <Tabs.Tab value="list">Paste a list</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="form" className={css.tab}>
          <OneMachine {...way} />
        </Tabs.Panel>
        <Tabs.Panel value="ssh" className={css.tab}>
          <FromSshConfig {...way} />
        </Tabs.Panel>
        <Tabs.Panel value="list" className={css.tab}>
          <FromList {...way} />
        </Tabs.Panel>
      </Tabs>
    </Modal>
  )
}

export interface WayProps {
  readonly cloud: string
  readonly taken: readonly string[]
  readonly onClose: () => void
}
