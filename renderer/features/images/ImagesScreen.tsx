/** Images: what instances start from; added from the catalogue, the web or this computer, and looked after. */
import { Menu, Switch } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { readingOnly } from '../../api/policy.ts'
import { useDoings } from '../../api/useDo.ts'
import { useRows } from '../../api/useRows.ts'
import { useCloud } from '../../app/useCloud.ts'
import { Waiting } from '../../app/Waiting.tsx'
import { Copyable } from '../../ui/Copyable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PermittedButton } from '../../ui/PermittedButton.tsx'
import { Screen } from '../../ui/Screen.tsx'
import { SideDrawer, useDrawer, WithDrawer } from '../../ui/SideDrawer.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import { NoAnswer } from '../instances/NoAnswer.tsx'
import { ImageDialogs } from './actions/ImageDialogs.tsx'
import { AddImage } from './add/AddImage.tsx'
import { COLUMNS } from './columns.tsx'
import { DeedItems } from './DeedItems.tsx'
import { ImageDrawer } from './ImageDrawer.tsx'
import css from './Images.module.css'
import { Offered } from './Offered.tsx'
import { type ImageRow, imageRows, imageSummary } from './rows.ts'
import { Transfers } from './Transfers.tsx'
import { useImageDeeds } from './useImageDeeds.ts'

const rowId = ({ id }: ImageRow): string => id
const BY_NAME = [{ id: 'name', desc: false }]

export function ImagesScreen() {
  const cloud = useCloud()
  const deeds = useImageDeeds(cloud)
  const [search, setSearch] = useSearchParams()
  const isAdmin = deeds.me?.isAdmin === true
  const forbidden = readingOnly(deeds.me)
  const all = isAdmin && search.get('all') === 'yes'
  const { at, complete, error, rows: told } = useRows('live.images', { cloud, all })
  const projects = useRows('live.projects', { cloud, all: isAdmin }).byId
  const doings = useDoings()
  const drawer = useDrawer('image')
  const adding = useDrawer('create')
  const add = (): void => adding.show('yes')
  const rows = useMemo(
    () => (told === undefined ? undefined : imageRows(told, { projects, doings, toldAt: at })),
    [told, projects, doings, at],
  )
  const open = rows?.find(({ id }) => id === drawer.open)
  return (
    <Screen
      title="Images"
      fill
      status={<span role="status">{rows === undefined ? '' : imageSummary(rows)}</span>}
      actions={
        <PermittedButton forbidden={forbidden} leftSection={<IconPlus size={16} aria-hidden />} onClick={add}>
          Add image
        </PermittedButton>
      }
    >
      {error === undefined ? undefined : (
        <NoAnswer cloud={cloud} error={error} at={rows === undefined ? undefined : at} />
      )}
      <Transfers cloud={cloud} />
      <Offered cloud={cloud} projects={projects} policy={deeds} />
      {rows === undefined ? (
        error === undefined && <Waiting what="images" />
      ) : (
        <WithDrawer
          drawer={
            drawer.open === undefined ? undefined : open !== undefined ? (
              <ImageDrawer cloud={cloud} row={open} deeds={deeds} onClose={drawer.close} />
            ) : complete ? (
              <SideDrawer title="Not in this list" onClose={drawer.close}>
                <p>The image was deleted, or it belongs to a project that is not shown.</p>
                <Copyable text={drawer.open} what="id" />
              </SideDrawer>
            ) : undefined
          }
        >
          <DataTable
            id="images"
            label="Images"
            rows={rows}
            columns={COLUMNS}
            rowId={rowId}
            sort={BY_NAME}
            open={drawer.open}
            onOpen={(row) => drawer.show(row.id)}
            menu={({ image }) => (
              <>
                <DeedItems cloud={cloud} image={image} deeds={deeds} onBegin={(id) => deeds.begin(id, image)} />
                <Menu.Divider />
              </>
            )}
            tools={
              isAdmin ? (
                <Switch
                  className={css.all}
                  label="All projects"
                  labelPosition="left"
                  size="xs"
                  checked={all}
                  onChange={(event) => {
                    const { checked } = event.currentTarget
                    setSearch(
                      (before) => {
                        const next = new URLSearchParams(before)
                        if (checked) next.set('all', 'yes')
                        else next.delete('all')
                        return next
                      },
                      { replace: true },
                    )
                  }}
                />
              ) : undefined
            }
            empty={
              complete ? (
                <EmptyState
                  title="No images yet"
                  action={
                    <PermittedButton forbidden={forbidden} onClick={add}>
                      Add an image
                    </PermittedButton>
                  }
                >
                  An image is a disk that instances start from. The catalogue knows where Debian, Ubuntu, AlmaLinux,
                  Fedora, Alpine and CirrOS publish theirs.
                </EmptyState>
              ) : undefined
            }
          />
        </WithDrawer>
      )}
      <ImageDialogs cloud={cloud} deeds={deeds} />
      {adding.open === undefined ? undefined : <AddImage cloud={cloud} me={deeds.me} onClose={adding.close} />}
    </Screen>
  )
}
