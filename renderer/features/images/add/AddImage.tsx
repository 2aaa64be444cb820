/** A new image: a well-known one, one from the web, or one from this computer. It arrives while other work goes on. */
import { Modal, Tabs } from '@mantine/core'
import { useState } from 'react'
import type { Me } from '../../../../electron/contract/running.ts'
import css from './AddImage.module.css'
import { FromCatalogue } from './FromCatalogue.tsx'
import { FromFile } from './FromFile.tsx'
import { FromUrl } from './FromUrl.tsx'

export interface SourceProps {
  readonly cloud: string
  readonly me: Me | undefined
  readonly onClose: () => void
}

const TABS = [
  ['catalogue', 'Catalogue', FromCatalogue],
  ['url', 'From URL', FromUrl],
  ['file', 'From this computer', FromFile],
] as const

export function AddImage(props: SourceProps) {
  const [tab, setTab] = useState<string>('catalogue')
  return (
    <Modal opened onClose={props.onClose} title="Add an image" size={720} centered>
      <Tabs value={tab} keepMounted={false} onChange={(id) => setTab(id ?? 'catalogue')}>
        <Tabs.List>
          {TABS.map(([id, title]) => (
            <Tabs.Tab key={id} value={id}>
              {title}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {TABS.map(([id, , Source]) => (
          <Tabs.Panel key={id} value={id} className={css.panel}>
            <Source {...props} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Modal>
  )
}
