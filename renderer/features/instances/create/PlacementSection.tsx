/** Where it shall run: usually left to the scheduler. */
import { Select } from '@mantine/core'
import { isolated } from '../../../ui/bidi.ts'
import { count } from '../../../ui/words.ts'
import { HostChooser } from '../actions/choosers.tsx'
import css from './CreateInstance.module.css'
import { FormSection } from './FormSection.tsx'
import { type FormPart, field } from './parts.ts'

export function PlacementSection(part: FormPart) {
  const { cloud, draft, problem, set, world } = part
  return (
    <FormSection title="Placement" explains="Optional.">
      <div className={css.two}>
        <Select
          label="Availability zone"
          placeholder="Any"
          clearable
          data={world.zones
            .filter(({ name }) => name !== 'internal')
            .map(({ isAvailable, name }) => ({
              value: name,
              label: `${isolated(name)}${isAvailable ? '' : ' (nothing there answers)'}`,
              disabled: !isAvailable,
            }))}
          value={draft.zone ?? null}
          onChange={(zone) => set({ zone: zone ?? undefined })}
          {...field(part, 'zone')}
        />
        <Select
          label="Server group"
          placeholder={world.serverGroups.length === 0 ? 'There is none' : 'None'}
          clearable
          disabled={world.serverGroups.length === 0}
          data={world.serverGroups.map(({ id, name, policy, serverIds }) => ({
            value: id,
            label: `${isolated(name)} (${policy}, ${count(serverIds.length, 'instance')})`,
          }))}
          value={draft.serverGroupId ?? null}
          onChange={(serverGroupId) => set({ serverGroupId: serverGroupId ?? undefined })}
        />
        {world.isAdmin ? (
          <HostChooser
            cloud={cloud}
            label="Host"
            value={draft.host}
            error={problem('host')}
            except={undefined}
            onChange={(host) => set({ host })}
          />
        ) : undefined}
      </div>
    </FormSection>
  )
}
