/** Design: which machine does what, drawn and written at once. */
import { Button } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { IconLayoutSidebarRight } from '@tabler/icons-react'
import { Link } from 'react-router'
import { useRequest } from '../../api/useRequest.ts'
import { useStream } from '../../api/useStream.ts'
import { useCloud } from '../../app/useCloud.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Screen } from '../../ui/Screen.tsx'
import { CheckButton } from './CheckButton.tsx'
import { DesignWork } from './DesignWork.tsx'
import { SavingStatus, UndoButtons } from './text/TextTools.tsx'
import { useCloudText } from './useCloudText.ts'

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
  // A file without machines that cannot be read is mended in its text, so that the work is shown for it.
  const empty = design !== undefined && design.machines.length === 0 && design.file.machines === undefined
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
      ) : empty || (Object.keys(design.file.machines ?? {}).length === 0 && design.machines.length === 0 && !side) ? (
        <EmptyState
          title="No machines to design with"
          action={
            <Button component={Link} to={`/clouds/${cloud}/machines`}>
              Add machines
            </Button>
          }
        >
          Here you decide which machine runs which part of the cloud: drag roles onto machines, or let a layout do it.
        </EmptyState>
      ) : (
        <DesignWork
          cloud={cloud}
          cloudText={cloudText}
          text={text}
          design={design}
          vocabulary={vocabulary.data}
          states={states.value?.machines ?? {}}
          side={side}
          onShowSide={() => setSide(true)}
        />
      )}
    </Screen>
  )
}
