/** The beginning: a cloud of one's own machines, or practice machines on this computer. */
import { useShell } from '../../app/shellState.ts'
import { Waiting } from '../../app/Waiting.tsx'
import { OwnMachines } from './OwnMachines.tsx'
import { Practice } from './Practice.tsx'
import css from './StartScreen.module.css'

export function StartScreen() {
  const { clouds } = useShell()
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
      </div>
    </section>
  )
}
