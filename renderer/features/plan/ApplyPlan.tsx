/** What deploying would change, and the button that does it. */

import { Button, Menu } from '@mantine/core'
import { IconDots, IconPlayerPlay, IconRefresh, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { useAction, useRequest } from '../../api/useRequest.ts'
import { useCloud } from '../../app/useCloud.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { LANGUAGE } from '../../ui/language.ts'
import { Screen } from '../../ui/Screen.tsx'
import { PlanFindings } from './PlanFindings.tsx'
import { PlanOnceRead } from './PlanOnceRead.tsx'
import { PlanWork } from './PlanWork.tsx'
import { planTotals } from './planRows.ts'
import { deploySentence, totalsText } from './sentences.ts'

export function ApplyPlan() {
  const cloud = useCloud()
  const navigate = useNavigate()
  const [, setParams] = useSearchParams()
  const plan = useRequest('plan.read', { cloud })
  const { data: view, isFetching, refetch } = plan
  const start = useAction('runs.start', { quiet: true, onDone: () => navigate('../deploy') })
  const [asking, setAsking] = useState(false)
  const totals = view === undefined ? undefined : planTotals(view)
  const refused = view?.findings?.some(({ level }) => level === 'error') === true

  const actions = (
    <>
      <Button
        variant="default"
        leftSection={<IconRefresh size={14} aria-hidden />}
        disabled={isFetching}
        onClick={() => refetch()}
      >
        {isFetching && view !== undefined ? 'Reading' : 'Read again'}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" aria-label="More about this plan" px={8}>
            <IconDots size={14} aria-hidden />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconTrash size={14} aria-hidden />} onClick={() => setParams({ of: 'destroy' })}>
            What destroying would take away
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {view?.converged === true ? (
        <Button onClick={() => navigate('../done')}>Show the proof</Button>
      ) : (
        <Button
          leftSection={<IconPlayerPlay size={14} aria-hidden />}
          disabled={totals === undefined || totals.machines.length === 0 || isFetching || refused}
          onClick={() => setAsking(true)}
        >
          Deploy
        </Button>
      )}
    </>
  )

  return (
    <Screen title="Plan" status={totals === undefined ? undefined : totalsText(totals)} actions={actions} fill>
      <PlanOnceRead plan={plan} reading="Reading every machine and comparing it with cloud.yaml">
        {(read) =>
          read.converged ? (
            <EmptyState title="Nothing to do">
              All {totals?.ok.toLocaleString(LANGUAGE)} steps of {read.cloud} were compared with the machines, and each
              is as it should be. Change the design or the settings, and what that would change is shown here.
            </EmptyState>
          ) : (
            <>
              {read.findings === undefined ? undefined : <PlanFindings findings={read.findings} />}
              <PlanWork cloud={cloud} view={read} typed />
            </>
          )
        }
      </PlanOnceRead>
      {totals === undefined ? undefined : (
        <Confirm
          opened={asking}
          title={`Deploy ${view?.cloud ?? cloud}?`}
          action="Deploy"
          harmless
          busy={start.isPending}
          error={start.error?.data}
          onClose={() => setAsking(false)}
          onConfirm={() => start.mutate({ cloud, operation: 'apply' })}
        >
          <p>{deploySentence(totals)}</p>
          {totals.unreadable.length === 0 ? undefined : (
            <p>Could not be read and is left out: {totals.unreadable.join(', ')}.</p>
          )}
          <p>You can pause at any time; going on later begins where it stopped.</p>
        </Confirm>
      )}
    </Screen>
  )
}
