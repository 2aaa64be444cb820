/** "Can I reach …?" for whichever instance is chosen. */
import { Select } from '@mantine/core'
import { useMemo } from 'react'
import { isolated } from '../../ui/bidi.ts'
import { SideDrawer } from '../../ui/SideDrawer.tsx'
import css from './Networks.module.css'
import { Reach } from './reach/Reach.tsx'
import { type NetworkWorld, nameOf } from './world.ts'

interface ReachDrawerProps {
  readonly cloud: string
  readonly world: NetworkWorld
  /** Id of the instance, as the address says; empty: none is chosen yet. */
  readonly chosen: string
  readonly onChoose: (id: string) => void
  readonly onClose: () => void
}

export function ReachDrawer({ cloud, world, chosen, onChoose, onClose }: ReachDrawerProps) {
  const data = useMemo(
    () => world.servers.map((server) => ({ value: server.id, label: isolated(nameOf(server)) })),
    [world.servers],
  )
  const server = world.server.get(chosen)
  return (
    <SideDrawer title="Can I reach it?" onClose={onClose}>
      <Select
        className={css.chooser}
        label="Instance"
        placeholder={data.length === 0 ? 'There is none yet' : 'Choose one'}
        searchable
        limit={100}
        nothingFoundMessage="No such instance."
        data={data}
        value={server?.id ?? null}
        onChange={(id) => onChoose(id ?? '')}
      />
      {server === undefined ? (
        <p>
          Choose an instance: each link of the way from this computer to it is looked at, and the broken one is named
          with what mends it.
        </p>
      ) : (
        <Reach key={server.id} cloud={cloud} server={server} />
      )}
    </SideDrawer>
  )
}
