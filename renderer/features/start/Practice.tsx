/** Practice machines on this computer: what it lacks for that, how many to raise, and how raising them goes. */
import { Button } from '@mantine/core'
import { IconSchool } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useNavigate } from 'react-router'
import { useRequest } from '../../api/useRequest.ts'
import { useStream } from '../../api/useStream.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Status } from '../../ui/Status.tsx'
import { PracticeForm } from './PracticeForm.tsx'
import { PracticeProgress } from './PracticeProgress.tsx'
import css from './StartScreen.module.css'

const NOTHING = {}

export function Practice({ taken }: { readonly taken: readonly string[] }) {
  const navigate = useNavigate()
  const computer = useRequest('practice.read', NOTHING)
  const now = useStream('practice.follow', NOTHING).value
  const making = useRef(false)
  useEffect(() => {
    if (now?.state === 'making') making.current = true
    else if (making.current && now?.state === 'idle' && now.cloud !== undefined) {
      making.current = false
      void navigate(`/clouds/${now.cloud}/design`)
    }
  }, [now, navigate])
  const busy = now?.state === 'making' || now?.state === 'removing'
  return (
    <section className={css.way} aria-labelledby="practice-title">
      <h2 id="practice-title">
        <IconSchool size={20} stroke={1.75} aria-hidden />
        Practise on this computer
      </h2>
      <p>
        Small machines of Debian are raised here, side by side, and become a cloud like real ones would. Your computer
        stays as it is; one click takes them away again.
      </p>
      {now?.state === 'failed' && now.error !== undefined ? <ErrorNote error={now.error} /> : undefined}
      {busy && now !== undefined ? (
        <PracticeProgress now={now} />
      ) : computer.data !== undefined ? (
        <PracticeForm computer={computer.data} taken={taken} onLookAgain={() => void computer.refetch()} />
      ) : computer.error !== null ? (
        <ErrorNote
          error={computer.error.data}
          actions={
            <Button variant="default" onClick={() => void computer.refetch()}>
              Look again
            </Button>
          }
        />
      ) : (
        <Status kind="progress">Looking at what this computer has…</Status>
      )}
    </section>
  )
}
