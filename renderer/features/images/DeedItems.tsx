/** The items of an image's menu: what is possible, and what is not now with the reason. */
import { Menu } from '@mantine/core'
import { Link } from 'react-router'
import type { Image } from '../../../electron/contract/live.ts'
import { DeedItem } from '../../ui/DeedItem.tsx'
import { IMAGE_DEEDS, type ImageDeedId, imageVerdict, isLaunchable, launchAddress } from './deeds.ts'
import type { ImageDeeds } from './useImageDeeds.ts'

interface DeedItemsProps {
  readonly cloud: string
  readonly image: Image
  readonly deeds: ImageDeeds
  readonly onBegin: (id: ImageDeedId) => void
}

export function DeedItems({ cloud, image, deeds, onBegin }: DeedItemsProps) {
  const launchable = isLaunchable(image)
  const possible = IMAGE_DEEDS.flatMap((deed) => {
    const verdict = deeds.forbidden(deed.action) === undefined ? imageVerdict(deed, image, deeds.me) : undefined
    return verdict === undefined ? [] : [{ deed, why: verdict.why }]
  })
  return (
    <>
      {launchable ? (
        <Menu.Item component={Link} to={launchAddress(cloud, image)}>
          {image.format === 'iso' ? 'Install from this ISO…' : 'Launch an instance…'}
        </Menu.Item>
      ) : undefined}
      {launchable && possible.length > 0 ? <Menu.Divider /> : undefined}
      {possible.map(({ deed, why }) => (
        <DeedItem key={deed.id} verb={deed.verb} danger={deed.danger} why={why} onDo={() => onBegin(deed.id)} />
      ))}
    </>
  )
}
