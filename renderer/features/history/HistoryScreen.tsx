/** History: every run of this cloud, newest first; a row opens the run as it was. */
import { Button } from '@mantine/core'
import { Link, useNavigate } from 'react-router'
import type { RunSummary } from '../../../electron/contract/index.ts'
import { useShell } from '../../app/shellState.ts'
import { useCloud } from '../../app/useCloud.ts'
import { Waiting } from '../../app/Waiting.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Screen } from '../../ui/Screen.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import { count } from '../../ui/words.ts'
import { COLUMNS } from './columns.tsx'
import css from './HistoryScreen.module.css'
import { useRuns } from './useRuns.ts'

const NEWEST = [{ id: 'when', desc: true }]
const rowId = ({ run }: RunSummary): string => run

export function HistoryScreen() {
  const cloud = useCloud()
  const navigate = useNavigate()
  const { clouds } = useShell()
  const last = clouds?.find(({ id }) => id === cloud)?.lastRun
  const runs = useRuns(cloud, last)
  return (
    <Screen title="History" fill status={runs.data === undefined ? '' : count(runs.data.length, 'run')}>
      {runs.error === null ? undefined : (
        <div className={css.error}>
          <ErrorNote
            error={runs.error.data}
            actions={
              <Button variant="default" onClick={() => void runs.refetch()}>
                Read again
              </Button>
            }
          />
        </div>
      )}
      {runs.data === undefined ? (
        runs.error === null && <Waiting what="history" />
      ) : (
        <DataTable
          id="history"
          label="Runs"
          rows={runs.data}
          columns={COLUMNS}
          rowId={rowId}
          sort={NEWEST}
          onOpen={({ run }) => navigate(`/clouds/${cloud}/deploy?run=${encodeURIComponent(run)}`)}
          empty={
            <EmptyState
              title="Nothing was run yet"
              action={
                <Button component={Link} to={`/clouds/${cloud}/plan`}>
                  Look at the plan
                </Button>
              }
            >
              Every deployment of {cloud}, and every removal, is kept here with its steps and what the machines printed.
            </EmptyState>
          }
        />
      )}
    </Screen>
  )
}
