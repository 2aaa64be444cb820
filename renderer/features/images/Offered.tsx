/** Images other projects offer this one: they stand in its list once it has accepted them. */
import { useQueryClient } from '@tanstack/react-query'
import type { CloudProject, Image } from '../../../electron/contract/live.ts'
import { useDialogAction } from '../../api/useDo.ts'
import type { PolicyNow } from '../../api/useMe.ts'
import { useRequest } from '../../api/useRequest.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { HowThisIsDone } from '../../ui/HowThisIsDone.tsx'
import { Name } from '../../ui/Name.tsx'
import { PermittedButton } from '../../ui/PermittedButton.tsx'
import { targetOf } from './actions/ImageDialogs.tsx'
import css from './Images.module.css'

/** Milliseconds between two looks: nobody is told when another project shares something. */
const EVERY = 5_000

interface OfferedProps {
  readonly cloud: string
  readonly projects: ReadonlyMap<string, Pick<CloudProject, 'name'>>
  readonly policy: PolicyNow
}

export function Offered({ cloud, policy, projects }: OfferedProps) {
  const { me } = policy
  const asked = { cloud }
  const { data: offered = [] } = useRequest('images.offered', asked, { enabled: me !== undefined, every: EVERY })
  const queries = useQueryClient()
  const { busy, error, run } = useDialogAction(cloud)
  if (me === undefined || (offered.length === 0 && error === undefined)) return undefined
  const answered = (image: Image, status: 'accepted' | 'rejected') => ({
    ...targetOf(image),
    projectId: me.project.id,
    status,
  })
  const answer = async (image: Image, status: 'accepted' | 'rejected'): Promise<void> => {
    await run('image.acceptShare', answered(image, status))
    await queries.invalidateQueries({ queryKey: ['images.offered', asked] })
  }
  const forbidden = policy.forbidden('image.acceptShare')
  const [first] = offered
  return (
    <section className={css.offered} aria-label="Offered to this project">
      <ul className={css.list}>
        {offered.map((image) => (
          <li key={image.id} className={css.line}>
            <span className={css.offer}>
              <Name name={image.name} id={image.id} strong />{' '}
              <span className={css.quiet}>
                is offered by{' '}
                <Name name={projects.get(image.projectId ?? '')?.name ?? image.projectId ?? 'another project'} />
              </span>
            </span>
            <span className={css.answers}>
              {(['accepted', 'rejected'] as const).map((status) => {
                const verb = status === 'accepted' ? 'Accept' : 'Reject'
                return (
                  <PermittedButton
                    key={status}
                    forbidden={forbidden}
                    size="compact-sm"
                    variant="default"
                    disabled={busy}
                    aria-label={`${verb} ${image.name}`}
                    onClick={() => void answer(image, status)}
                  >
                    {verb}
                  </PermittedButton>
                )
              })}
            </span>
          </li>
        ))}
      </ul>
      {error === undefined ? undefined : <ErrorNote error={error} />}
      {first === undefined ? undefined : (
        <HowThisIsDone steps={[{ action: 'image.acceptShare', input: answered(first, 'accepted') }]} />
      )}
    </section>
  )
}
