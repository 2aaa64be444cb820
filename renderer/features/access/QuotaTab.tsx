/** Quotas: how much a project may have, and has; administrators change it. */
import { Button, Select, TextInput } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useSearchParams } from 'react-router'
import { useMe } from '../../api/useMe.ts'
import { type CallError, call } from '../../api/useRequest.ts'
import { useRows } from '../../api/useRows.ts'
import { Waiting } from '../../app/Waiting.tsx'
import { ActionDialog } from '../../ui/ActionDialog.tsx'
import { isolated } from '../../ui/bidi.ts'
import { Meter } from '../../ui/Meter.tsx'
import { ScreenActions } from '../../ui/Screen.tsx'
import type { Column } from '../../ui/table/columns.ts'
import { DataTable } from '../../ui/table/DataTable.tsx'
import { partOf } from '../../ui/time.ts'
import { NoAnswer } from '../instances/NoAnswer.tsx'
import css from './Access.module.css'
import { amount, type QuotaRow, type Quotas, quotaRows, quotaSteps, typedOf, typedProblem } from './quotaRows.ts'

/** Milliseconds between two looks, while the tab is seen. */
const EVERY = 5_000
const rowId = ({ id }: QuotaRow): string => id
const NO_SORT: readonly never[] = []

const COLUMNS: readonly Column<QuotaRow>[] = [
  { id: 'what', title: 'What', width: 220, value: ({ title }) => title, cell: ({ title }) => <b>{title}</b> },
  {
    id: 'use',
    title: 'Used',
    width: 320,
    value: ({ limit, used }) => (used === undefined ? undefined : used / (limit || 1)),
    text: usedWords,
    cell: (row) =>
      row.used === undefined || row.limit === undefined ? (
        <span className={css.quiet}>{usedWords(row)}</span>
      ) : (
        <Meter used={row.used} total={row.limit} words={usedWords(row)} />
      ),
  },
  {
    id: 'limit',
    title: 'Limit',
    width: 120,
    align: 'end',
    mono: true,
    value: ({ limit }) => limit ?? Number.POSITIVE_INFINITY,
    text: (row) => (row.limit === undefined ? 'No limit' : amount(row, row.limit)),
  },
  {
    id: 'service',
    title: 'Service',
    width: 110,
    value: ({ side }) => (side === 'compute' ? 'Compute' : 'Network'),
  },
]

function usedWords(row: QuotaRow): string {
  if (row.used === undefined) return row.each ?? 'Not counted'
  return row.limit === undefined
    ? `${amount(row, row.used)}, no limit`
    : partOf(amount(row, row.used), amount(row, row.limit))
}

export function QuotaTab({ cloud }: { readonly cloud: string }) {
  const me = useMe(cloud)
  const isAdmin = me?.isAdmin === true
  const projects = useRows('live.projects', isAdmin ? { cloud, all: true } : undefined)
  const [search, setSearch] = useSearchParams()
  const [editing, setEditing] = useState(false)
  const chosen = isAdmin ? (search.get('project') ?? me.project.id) : me?.project.id
  const project = projects.byId.get(chosen ?? '') ?? me?.project
  const key = ['quotas', { cloud, project: project?.id, isAdmin }]
  const { data, error } = useQuery<Quotas, CallError>({
    queryKey: key,
    queryFn: () =>
      isAdmin && project !== undefined
        ? call('quotas.read', { cloud, project: project.id })
        : call('quotas.limits', { cloud }),
    enabled: project !== undefined,
    refetchInterval: EVERY,
  })
  const client = useQueryClient()
  const rows = useMemo(() => (data === undefined ? undefined : quotaRows(data)), [data])
  return (
    <>
      {error === null ? undefined : <NoAnswer cloud={cloud} error={error.data} at={undefined} />}
      {isAdmin ? (
        <ScreenActions>
          <Select
            aria-label="Project"
            searchable
            allowDeselect={false}
            data={(projects.rows ?? []).map(({ id, name }) => ({ value: id, label: isolated(name) }))}
            value={chosen ?? null}
            nothingFoundMessage="No project is called that."
            onChange={(id) => {
              if (id === null) return
              setSearch(
                (before) => {
                  const next = new URLSearchParams(before)
                  next.set('project', id)
                  return next
                },
                { replace: true },
              )
            }}
          />
          <Button
            leftSection={<IconPencil size={16} aria-hidden />}
            disabled={rows === undefined}
            onClick={() => setEditing(true)}
          >
            Change limits
          </Button>
        </ScreenActions>
      ) : undefined}
      {rows === undefined ? (
        error === null && <Waiting what="quotas" />
      ) : (
        <DataTable
          id="quotas"
          label="Quotas"
          rows={rows}
          columns={COLUMNS}
          rowId={rowId}
          sort={NO_SORT}
          tools={
            <span className={css.quiet}>
              {isAdmin
                ? 'What a project may have, and has.'
                : `What the project ${isolated(me?.project.name ?? '')} may have, and has. Only administrators change it.`}
            </span>
          }
        />
      )}
      {editing && rows !== undefined && project !== undefined ? (
        <QuotaDialog
          cloud={cloud}
          project={project}
          rows={rows}
          onDone={() => void client.invalidateQueries({ queryKey: key })}
          onClose={() => setEditing(false)}
        />
      ) : undefined}
    </>
  )
}

interface QuotaDialogProps {
  readonly cloud: string
  readonly project: { readonly id: string; readonly name: string }
  /** As they were when it opened, or later. */
  readonly rows: readonly QuotaRow[]
  readonly onDone: () => void
  readonly onClose: () => void
}

function QuotaDialog({ cloud, project, rows, onDone, onClose }: QuotaDialogProps) {
  const [before] = useState(rows)
  const [typed, setTyped] = useState(() => typedOf(rows))
  const problems = before.map((row) => typedProblem(row, typed[row.id] ?? ''))
  const wrong = problems.some((problem) => problem !== undefined)
  const steps = wrong ? [] : quotaSteps(project, before, typed)
  return (
    <ActionDialog
      cloud={cloud}
      title={`Limits of ${isolated(project.name)}`}
      submit="Change limits"
      size={560}
      steps={steps}
      waiting={wrong ? 'A limit cannot be like that.' : steps.length === 0 ? 'Nothing is changed yet.' : undefined}
      onDone={onDone}
      onClose={onClose}
    >
      <p className={css.quiet}>Nothing typed means no limit. RAM is in MiB.</p>
      <div className={css.two}>
        {before.map((row, index) => (
          <TextInput
            key={row.id}
            label={row.unit === undefined ? row.title : `${row.title} (${row.unit})`}
            {...(index === 0 ? { 'data-autofocus': true } : {})}
            inputMode="numeric"
            autoComplete="off"
            placeholder="No limit"
            description={row.used === undefined ? row.each : `${amount(row, row.used)} used`}
            value={typed[row.id] ?? ''}
            error={problems[index]}
            onChange={(event) => {
              const { value } = event.currentTarget
              setTyped((all) => ({ ...all, [row.id]: value }))
            }}
          />
        ))}
      </div>
    </ActionDialog>
  )
}
