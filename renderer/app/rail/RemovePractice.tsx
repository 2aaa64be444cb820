/** Takes practice machines away with all that is on them: the one thing in the switcher that loses data. */
import { useNavigate } from 'react-router'
import type { CloudSummary } from '../../../electron/contract/index.ts'
import { useAction } from '../../api/useRequest.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { count } from '../../ui/words.ts'

interface RemovePracticeProps {
  readonly cloud: CloudSummary | undefined
  readonly onClose: () => void
}

export function RemovePractice({ cloud, onClose }: RemovePracticeProps) {
  const navigate = useNavigate()
  const remove = useAction('practice.remove', {
    quiet: true,
    onDone() {
      onClose()
      void navigate('/')
    },
  })
  const name = cloud?.id ?? ''
  return (
    <Confirm
      opened={cloud !== undefined}
      title={`Take the practice machines of ${name} away?`}
      action={`Take ${count(cloud?.machines ?? 0, 'machine')} away`}
      typing={name}
      busy={remove.isPending}
      error={remove.error?.data}
      onConfirm={() => remove.mutate({ name })}
      onClose={() => {
        remove.reset()
        onClose()
      }}
    >
      <p>
        The machines are erased with everything on them: the cloud, its instances, images and volumes. Nothing else on
        this computer is touched.
      </p>
    </Confirm>
  )
}
