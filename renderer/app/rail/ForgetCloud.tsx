/** Takes a cloud off the list: files and machines stay as they are. */
import { useNavigate } from 'react-router'
import type { CloudSummary } from '../../../electron/contract/index.ts'
import { useAction } from '../../api/useRequest.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { Copyable } from '../../ui/Copyable.tsx'

interface ForgetCloudProps {
  readonly cloud: CloudSummary | undefined
  readonly onClose: () => void
}

export function ForgetCloud({ cloud, onClose }: ForgetCloudProps) {
  const navigate = useNavigate()
  const forget = useAction('clouds.forget', {
    quiet: true,
    onDone() {
      onClose()
      void navigate('/')
    },
  })
  return (
    <Confirm
      opened={cloud !== undefined}
      title={`Take ${cloud?.id ?? ''} off the list?`}
      action="Take off the list"
      harmless
      busy={forget.isPending}
      error={forget.error?.data}
      onConfirm={() => {
        if (cloud !== undefined) forget.mutate({ cloud: cloud.id })
      }}
      onClose={() => {
        forget.reset()
        onClose()
      }}
    >
      {cloud?.kind === 'connected' ? (
        <p>The cloud is not touched. The credentials kept for it on this computer are destroyed.</p>
      ) : (
        <>
          <p>The machines and what runs on them are not touched, and its files stay:</p>
          <Copyable block text={cloud?.file ?? ''} what="the path" />
          <p>“Open a cloud.yaml” with this file brings it back.</p>
        </>
      )}
    </Confirm>
  )
}
