/** One image beside the list: what it is, what it asks for, what is noted on it, who uses it, who may. */
import { Button, Menu } from '@mantine/core'
import { IconChevronDown, IconDisc, IconServerBolt } from '@tabler/icons-react'
import { Link } from 'react-router'
import { useRows } from '../../api/useRows.ts'
import { Copyable } from '../../ui/Copyable.tsx'
import { DrawerSection } from '../../ui/DrawerSection.tsx'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Name } from '../../ui/Name.tsx'
import { SideDrawer } from '../../ui/SideDrawer.tsx'
import { Status } from '../../ui/Status.tsx'
import { DeedItems } from './DeedItems.tsx'
import { isLaunchable, launchAddress, mayChange } from './deeds.ts'
import css from './Images.module.css'
import { imageFacts } from './imageFacts.tsx'
import { type ImageRow, usedBy } from './rows.ts'
import { Sharing } from './Sharing.tsx'
import type { ImageDeeds } from './useImageDeeds.ts'

interface ImageDrawerProps {
  readonly cloud: string
  readonly row: ImageRow
  readonly deeds: ImageDeeds
  readonly onClose: () => void
}

export function ImageDrawer({ cloud, row, deeds, onClose }: ImageDrawerProps) {
  const { image, state } = row
  const isIso = image.format === 'iso'
  const mine = mayChange(image, deeds.me)
  const properties = Object.entries(image.properties).sort(([a], [b]) => a.localeCompare(b))
  return (
    <SideDrawer
      title={image.name === '' ? image.id : image.name}
      status={<Status kind={state.kind}>{state.words}</Status>}
      onClose={onClose}
      actions={
        <>
          {isLaunchable(image) ? (
            <Button
              component={Link}
              to={launchAddress(cloud, image)}
              size="compact-sm"
              variant="default"
              leftSection={isIso ? <IconDisc size={14} aria-hidden /> : <IconServerBolt size={14} aria-hidden />}
            >
              {isIso ? 'Install from this ISO' : 'Launch an instance'}
            </Button>
          ) : undefined}
          <Menu position="bottom-end">
            <Menu.Target>
              <Button size="compact-sm" variant="default" rightSection={<IconChevronDown size={14} aria-hidden />}>
                Actions
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <DeedItems cloud={cloud} image={image} deeds={deeds} onBegin={(id) => deeds.begin(id, image)} />
              {mine ? undefined : <Menu.Label>Only its owner and administrators change it.</Menu.Label>}
            </Menu.Dropdown>
          </Menu>
        </>
      }
    >
      <DrawerSection title="What it is">
        <KeyValue rows={imageFacts(row)} />
      </DrawerSection>
      <DrawerSection
        title="Properties"
        action={
          mine ? (
            <Button size="compact-xs" variant="subtle" onClick={() => deeds.begin('properties', image)}>
              Edit
            </Button>
          ) : undefined
        }
      >
        {properties.length === 0 ? (
          <p className={css.quiet}>None: Nova gives instances its usual virtual hardware.</p>
        ) : (
          <KeyValue rows={properties.map(([key, value]) => [key, <Copyable key={key} text={value} what={key} />])} />
        )}
      </DrawerSection>
      {image.visibility === 'shared' && mine ? (
        <Sharing key={image.id} cloud={cloud} image={image} isAdmin={deeds.me?.isAdmin === true} />
      ) : undefined}
      <UsedBy cloud={cloud} row={row} isAdmin={deeds.me?.isAdmin === true} />
    </SideDrawer>
  )
}

function UsedBy({ cloud, row, isAdmin }: Pick<ImageDrawerProps, 'cloud' | 'row'> & { readonly isAdmin: boolean }) {
  const { complete, rows } = useRows('live.servers', { cloud, all: isAdmin })
  const using = usedBy(row.image, rows ?? [])
  return (
    <DrawerSection title={`Instances that began from it${using.length === 0 ? '' : ` (${using.length})`}`}>
      {using.length === 0 ? (
        <p className={css.quiet}>{complete ? 'None that you can see.' : 'Reading the instances…'}</p>
      ) : (
        <ul className={css.list}>
          {using.slice(0, 50).map(({ id, name }) => (
            <li key={id}>
              <Link to={`/clouds/${cloud}/instances?instance=${id}${isAdmin ? '&all=yes' : ''}`}>
                <Name name={name} id={id} />
              </Link>
            </li>
          ))}
        </ul>
      )}
      {using.length > 50 ? <p className={css.quiet}>And {using.length - 50} more.</p> : undefined}
    </DrawerSection>
  )
}
