/** One flavor beside the list: its size, its extra specs, who may use it. */
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Copyable } from '../../../ui/Copyable.tsx'
import { DrawerSection } from '../../../ui/DrawerSection.tsx'
import { KeyValue } from '../../../ui/KeyValue.tsx'
import { Name } from '../../../ui/Name.tsx'
import { SideDrawer } from '../../../ui/SideDrawer.tsx'
import { mebibytes } from '../../../ui/time.ts'
import css from '../Computes.module.css'
import { FlavorProjects } from './FlavorProjects.tsx'
import type { FlavorDeed } from './FlavorsTab.tsx'
import type { FlavorRow } from './rows.ts'

interface FlavorDrawerProps {
  readonly cloud: string
  readonly row: FlavorRow
  readonly isAdmin: boolean
  readonly onDeed: (deed: FlavorDeed) => void
  readonly onClose: () => void
}

export function FlavorDrawer({ cloud, row, isAdmin, onDeed, onClose }: FlavorDrawerProps) {
  const { flavor } = row
  const specs = Object.entries(flavor.extraSpecs).sort(([a], [b]) => a.localeCompare(b))
  return (
    <SideDrawer
      title={flavor.name}
      onClose={onClose}
      actions={
        isAdmin ? (
          <>
            <Button size="compact-sm" variant="default" onClick={() => onDeed({ id: 'describe', row })}>
              Describe…
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => onDeed({ id: 'specs', row })}>
              Edit extra specs…
            </Button>
            <Button size="compact-sm" variant="default" color="red" onClick={() => onDeed({ id: 'delete', row })}>
              Delete…
            </Button>
          </>
        ) : undefined
      }
    >
      <DrawerSection title="Size">
        <KeyValue rows={facts(row)} />
        <p className={css.quiet}>A size never changes: create another flavor and resize the instances to it.</p>
      </DrawerSection>
      <DrawerSection title="Extra specs">
        {specs.length === 0 ? (
          <p className={css.quiet}>None.</p>
        ) : (
          <KeyValue rows={specs.map(([key, value]) => [key, <Copyable key={key} text={value} what={key} />])} />
        )}
      </DrawerSection>
      {flavor.isPublic || !isAdmin ? undefined : <FlavorProjects key={flavor.id} cloud={cloud} flavor={flavor} />}
    </SideDrawer>
  )
}

function facts({ flavor, used }: FlavorRow): readonly (readonly [string, ReactNode])[] {
  const { cpus, description, disk, ephemeral, id, isPublic, memory, swap } = flavor
  return [
    ['vCPUs', cpus],
    ['RAM', mebibytes(memory)],
    ['Disk', disk === 0 ? 'As large as the image' : `${disk} GiB`],
    ...(ephemeral === 0 ? [] : [['Second, empty disk', `${ephemeral} GiB`] as const]),
    ...(swap === 0 ? [] : [['Swap', mebibytes(swap)] as const]),
    ['Offered to', isPublic ? 'Everybody' : 'Some projects'],
    ['Instances', used],
    ...(description === '' ? [] : [['Description', <Name key="words" name={description} />] as const]),
    ['ID', <Copyable key="id" text={id} />],
  ]
}
