/** Design: which machine does what, drawn and written at once. */
import { Button } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { IconLayoutSidebarRight } from '@tabler/icons-react'
import type { MachineStates } from '../../../electron/contract/index.ts'
import { useRequest } from '../../api/useRequest.ts'
import { useStream } from '../../api/useStream.ts'
import { useCloud } from '../../app/useCloud.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Screen } from '../../ui/Screen.tsx'
import { CheckButton } from './CheckButton.tsx'
import { DesignWork } from './DesignWork.tsx'
import { SavingStatus, UndoButtons } from './text/TextTools.tsx'
import { useCloudText } from './useCloudText.ts'

const NO_STATES: MachineStates['machines'] = {}
/** Narrower windows begin without the text. */
const WIDE = 1200

export function DesignScreen() {
  const cloud = useCloud()
  const cloudText = useCloudText(cloud)
  const vocabulary = useRequest('design.vocabulary', {})
  const states = useStream('machines.follow', { cloud })
  const [side, setSide] = useLocalStorage({
    key: 'design.side',
    defaultValue: window.innerWidth >= WIDE,
    getInitialValueInEffect: false,
  })
  const { design, text, error, saving } = cloudText
  const failure = vocabulary.error?.data ?? (text === undefined ? error : undefined)
  return (
    <Screen
      title="Design"
      status={text === undefined ? undefined : <SavingStatus saving={saving} />}
      actions={
        <>
          <UndoButtons cloudText={cloudText} />
          <Button
            variant="default"
            leftSection={<IconLayoutSidebarRight size={14} aria-hidden />}
            aria-pressed={side}
            onClick={() => setSide(!side)}
          >
            {side ? 'Hide cloud.yaml' : 'Show cloud.yaml'}
          </Button>
          <CheckButton cloud={cloud} design={design} />
        </>
      }
      fill
    >
      {failure !== undefined ? (
        <ErrorNote error={failure} />
      ) : design === undefined || vocabulary.data === undefined || text === undefined ? (
        <p role="status">Reading cloud.yaml</p>
      ) : (
        <DesignWork
          cloud={cloud}
          cloudText={cloudText}
          text={text}
          design={design}
          vocabulary={vocabulary.data}
          states={states.value?.machines ?? NO_STATES}
          side={side}
          onShowSide={() => setSide(true)}
        />
      )}
    </Screen>
  )
}
