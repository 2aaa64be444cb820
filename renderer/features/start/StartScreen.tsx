/** The beginning: a cloud of one's own machines, practice machines on this computer, or a cloud that is there already. */
import { Button } from '@mantine/core'
import { IconPlugConnected } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useShell } from '../../app/shellState.ts'
import { Waiting } from '../../app/Waiting.tsx'
import { OwnMachines } from './OwnMachines.tsx'
import { Practice } from './Practice.tsx'
import css from './StartScreen.module.css'

const ConnectCloud = lazy(() => import('../../app/rail/ConnectCloud.tsx').then((m) => ({ default: m.ConnectCloud })))

export function StartScreen() {
  const { clouds } = useShell()
  const [connecting, setConnecting] = useState<boolean>()
  if (clouds === undefined) return <Waiting what="clouds" />
  const taken = clouds.map(({ id }) => id)
  return (
    <section className={css.start} aria-labelledby="start-title">
      <div className={css.middle}>
        <header className={css.head}>
          <h1 id="start-title">{taken.length === 0 ? 'Make a cloud of machines you own' : 'Make another cloud'}</h1>
          <p className={css.lead}>
            Stackstead installs OpenStack over ssh and shows that it works. Nothing is changed on a machine before you
            have seen what will change.
          </p>
        </header>
        <div className={css.ways}>
          <OwnMachines taken={taken} />
          <Practice taken={taken} />
        </div>
        <div>
          <Button
            variant="subtle"
            leftSection={<IconPlugConnected size={16} aria-hidden />}
            onClick={() => setConnecting(true)}
          >
            Connect to a cloud of clouds.yaml…
          </Button>
        </div>
        <Suspense>
          {connecting === undefined ? undefined : (
            <ConnectCloud opened={connecting} onClose={() => setConnecting(false)} />
          )}
        </Suspense>
      </div>
    </section>
  )
}
