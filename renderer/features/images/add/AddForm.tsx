/** What the three ways to a new image share: name, who sees it, what is wrong, how it is done, and the sending. */
import { Button, Select, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type ReactNode, useState } from 'react'
import type { ErrorData } from '../../../../electron/contract/index.ts'
import type { Me } from '../../../../electron/contract/running.ts'
import { problemsOf } from '../../../api/problems.ts'
import { useActions } from '../../../api/useActions.ts'
import { isolated } from '../../../ui/bidi.ts'
import { ErrorNote } from '../../../ui/ErrorNote.tsx'
import { HowThisIsDone } from '../../../ui/HowThisIsDone.tsx'
import { VISIBILITY_WORDS } from '../imageWords.ts'
import css from './AddImage.module.css'
import type { NewImage, Visibility } from './newImage.ts'

interface AddFormProps {
  readonly me: Me | undefined
  readonly image: NewImage
  /** Where the content comes from, for "How this is done". */
  readonly from: string
  /** What one should know of its way. */
  readonly note?: string
  readonly onName: (name: string) => void
  readonly onVisibility: (visibility: Visibility) => void
  /** Of fields that are not the image's own: whether one keeps it from being sent. */
  readonly wrong: boolean
  readonly onTried: () => void
  /** Begins the transfer; gives what was refused. */
  readonly send: (image: NewImage) => Promise<ErrorData | undefined>
  readonly submit: string
  readonly onClose: () => void
  readonly children: ReactNode
}

export function AddForm(props: AddFormProps) {
  const { me, image, from, note, onName, onVisibility, wrong, onTried, send, submit, onClose, children } = props
  const actions = useActions()
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<ErrorData>()
  const problems = actions === undefined ? undefined : problemsOf(actions.ACTIONS['image.create'].input, image)
  const begin = async (): Promise<void> => {
    setTried(true)
    onTried()
    if (busy || wrong || problems === undefined || Object.keys(problems).length > 0) return
    setBusy(true)
    const refused = await send(image)
    setBusy(false)
    setError(refused)
    if (refused !== undefined) return
    notifications.show({ message: `${isolated(image.name)} is on its way. How far it is stands above the images.` })
    onClose()
  }
  return (
    <form
      className={css.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void begin()
      }}
    >
      {children}
      <div className={css.pair}>
        <TextInput
          label="Name"
          autoComplete="off"
          dir="auto"
          value={image.name}
          error={tried ? problems?.name : undefined}
          onChange={(event) => onName(event.currentTarget.value)}
        />
        <Select
          label="Who sees it"
          allowDeselect={false}
          data={Object.entries(VISIBILITY_WORDS).map(([value, { word }]) => ({
            value,
            label: value === 'public' && me?.isAdmin !== true ? `${word} (administrators only)` : word,
            disabled: value === 'public' && me?.isAdmin !== true,
          }))}
          description={VISIBILITY_WORDS[image.visibility ?? 'private']?.what}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={image.visibility ?? 'private'}
          onChange={(value) => onVisibility((value ?? 'private') as Visibility)}
        />
      </div>
      {error === undefined ? undefined : <ErrorNote error={error} />}
      <div className={css.buttons}>
        <span className={css.waiting}>{note}</span>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={busy}>
          {submit}
        </Button>
      </div>
      <HowThisIsDone steps={[{ action: 'image.create', input: image }]}>
        <p className={css.quiet}>
          Then its content is sent: <code>PUT /v2/images/ID/file</code> to the image service. The command does both with{' '}
          <code>--file</code> and the file
          {from === '' ? '' : ` (${isolated(from)})`}; Terraform takes it from <code>local_file_path</code>.
        </p>
      </HowThisIsDone>
    </form>
  )
}
