/** Raising practice machines: what is being done now, its last line, and for how long. */
import type { PracticeNow } from '../../../electron/contract/index.ts'
import { Status } from '../../ui/Status.tsx'
import { elapsed } from '../../ui/time.ts'
import { useNow } from '../../ui/useNow.ts'
import css from './StartScreen.module.css'

export function PracticeProgress({ now }: { readonly now: PracticeNow }) {
  const clock = useNow(true)
  return (
    <div className={css.fields}>
      <div role="status">
        <Status kind="progress">
          {now.title ?? (now.state === 'removing' ? 'Removing practice machines' : 'Making practice machines')}
        </Status>
      </div>
      <pre className={css.detail}>{now.detail ?? ''}</pre>
      <p className={css.elapsed}>
        {now.startedAt === undefined ? '' : `${elapsed(clock - now.startedAt)} so far. `}
        The first time takes some minutes: Debian and the packages are downloaded. You may leave this screen.
      </p>
    </div>
  )
}
