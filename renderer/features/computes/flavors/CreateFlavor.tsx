/** A new flavor: its size, its extra specs, and for whom it is. */
import { Input, MultiSelect, NumberInput, SegmentedControl, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useActions } from '../../../api/useActions.ts'
import { useRows } from '../../../api/useRows.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { isolated } from '../../../ui/bidi.ts'
import { PairsEditor } from '../../../ui/PairsEditor.tsx'
import { hasPairProblem, type Pair, recordOf } from '../../../ui/pairs.ts'
import css from '../Computes.module.css'
import { newId } from './newId.ts'
import { suggestedName } from './rows.ts'

type Typed = number | string

export function CreateFlavor({ cloud, onClose }: { readonly cloud: string; readonly onClose: () => void }) {
  const [id] = useState(newId)
  const known = useActions()?.FLAVOR_SPECS ?? []
  const [description, setDescription] = useState('')
  const [named, setNamed] = useState<string>()
  const [sizes, setSizes] = useState<Readonly<Record<'cpus' | 'memory' | 'disk' | 'ephemeral' | 'swap', Typed>>>({
    ...{ cpus: 1, memory: 1024, disk: 10, ephemeral: 0, swap: 0 },
  })
  const [pairs, setPairs] = useState<readonly Pair[]>([])
  const [whom, setWhom] = useState<'public' | 'projects'>('public')
  const [projectIds, setProjectIds] = useState<readonly string[]>([])
  const projects = useRows('live.projects', { cloud, all: true }).rows
  const name = named ?? suggestedName(Number(sizes.cpus), Number(sizes.memory), Number(sizes.disk))
  const isPublic = whom === 'public'
  const numbers = Object.fromEntries(
    Object.entries(sizes).map(([key, value]) => [key, value === '' ? undefined : value]),
  )
  return (
    <ActionDialog
      cloud={cloud}
      title="Create a flavor"
      submit="Create the flavor"
      size={600}
      steps={[
        {
          action: 'flavor.create',
          input: {
            id,
            name,
            ...numbers,
            ...(description.trim() === '' ? {} : { description }),
            isPublic,
            extraSpecs: recordOf(pairs),
            projectIds: isPublic ? [] : projectIds,
          },
        },
      ]}
      waiting={hasPairProblem(pairs) ? 'Each extra spec has a name of its own.' : undefined}
      onClose={onClose}
    >
      {(problem) => {
        const size = (key: keyof typeof sizes, label: string, unit: string) => (
          <NumberInput
            label={label}
            description={unit}
            {...(key === 'cpus' ? { 'data-autofocus': true } : {})}
            min={0}
            allowDecimal={false}
            value={sizes[key]}
            error={problem(key)}
            onChange={(value) => setSizes((before) => ({ ...before, [key]: value }))}
          />
        )
        return (
          <>
            <div className={css.three}>
              {size('cpus', 'vCPUs', 'how many')}
              {size('memory', 'RAM', 'MiB')}
              {size('disk', 'Disk', 'GiB; 0: as the image')}
            </div>
            <div className={css.three}>
              <TextInput
                label="Name"
                description="what people choose"
                autoComplete="off"
                dir="auto"
                value={name}
                error={problem('name')}
                onChange={(event) => setNamed(event.currentTarget.value)}
              />
              {size('ephemeral', 'Second disk', 'GiB, empty')}
              {size('swap', 'Swap', 'MiB')}
            </div>
            <TextInput
              label="Description"
              autoComplete="off"
              dir="auto"
              value={description}
              error={problem('description')}
              onChange={(event) => setDescription(event.currentTarget.value)}
            />
            <div>
              <Input.Label labelElement="div">Extra specs</Input.Label>
              <PairsEditor
                what="spec"
                pairs={pairs}
                problem={(key) => problem(`extraSpecs.${key}`)}
                placeholder="hw:cpu_policy"
                known={known}
                onChange={setPairs}
              />
            </div>
            <SegmentedControl
              aria-label="Offered to"
              data={[
                { value: 'public', label: 'For everybody' },
                { value: 'projects', label: 'For some projects' },
              ]}
              value={whom}
              onChange={(value) => setWhom(value as typeof whom)}
            />
            {isPublic ? undefined : (
              <MultiSelect
                label="Projects that may use it"
                description="None: only administrators see it, until a project is added."
                placeholder={projectIds.length === 0 ? 'Choose projects' : ''}
                searchable
                data={(projects ?? []).map((project) => ({ value: project.id, label: isolated(project.name) }))}
                value={[...projectIds]}
                error={problem('projectIds')}
                onChange={setProjectIds}
              />
            )}
          </>
        )
      }}
    </ActionDialog>
  )
}
