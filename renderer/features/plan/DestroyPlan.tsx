/** What destroying would take away; begun only after the cloud's name was typed. */
import { Button } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useAction, useRequest } from '../../api/useRequest.ts'
import { useCloud } from '../../app/useCloud.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Screen } from '../../ui/Screen.tsx'
import { count, shortList } from '../../ui/words.ts'
import { PlanOnceRead } from './PlanOnceRead.tsx'
import { PlanWork } from './PlanWork.tsx'
import { planTotals } from './planRows.ts'

export function DestroyPlan() {
  const cloud = useCloud()
  const navigate = useNavigate()
  const plan = useRequest('plan.destroy', { cloud })
  const { data: view, isFetching } = plan
  const start = useAction('runs.start', { quiet: true, onDone: () => navigate('../deploy') })
  const [asking, setAsking] = useState(false)
  const totals = view === undefined ? undefined : planTotals(view)
  const steps = totals === undefined ? 0 : totals.change + totals.unknown

  const actions = (
    <>
      <Button variant="default" onClick={() => navigate('../plan')}>
        Back to the plan
      </Button>
      <Button
        color="red"
        leftSection={<IconTrash size={14} aria-hidden />}
        disabled={steps === 0 || isFetching}
        onClick={() => setAsking(true)}
      >
        Destroy
      </Button>
    </>
  )
  const status = totals === undefined ? undefined : `${count(steps, 'step')} on ${shortList(totals.machines)}`

  return (
    <Screen title="What destroying would take away" status={status} actions={actions} fill>
      <PlanOnceRead plan={plan} reading="Reading every machine for what was put there">
        {(read) =>
          steps === 0 && totals?.unreadable.length === 0 ? (
            <EmptyState title="Nothing to take away">
              Nothing of {read.cloud} was found on its machines. They are as they were before it.
            </EmptyState>
          ) : (
            <PlanWork cloud={cloud} view={read} typed={false} />
          )
        }
      </PlanOnceRead>
      {view === undefined || totals === undefined ? undefined : (
        <Confirm
          opened={asking}
          title={`Destroy ${view.cloud}?`}
          action={`Destroy ${view.cloud}`}
          typing={view.cloud}
          busy={start.isPending}
          error={start.error?.data}
          onClose={() => setAsking(false)}
          onConfirm={() => start.mutate({ cloud, operation: 'destroy' })}
        >
          <p>
            The cloud is taken off {shortList(totals.machines, 8)}: its services, databases and configuration. All
            instances, volumes, images and networks in it are lost, and nothing brings them back.
          </p>
        </Confirm>
      )}
    </Screen>
  )
}
