/** What is changed of a flavor: its description, its extra specs; and taking it away. Its size never changes. */
import { TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Flavor } from '../../../../electron/contract/live.ts'
import { useActions } from '../../../api/useActions.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { isolated } from '../../../ui/bidi.ts'
import { PairsEditor } from '../../../ui/PairsEditor.tsx'
import { hasPairProblem, pairChanges, pairsOf } from '../../../ui/pairs.ts'
import { count } from '../../../ui/words.ts'
import type { FlavorRow } from './rows.ts'

interface FlavorDialogProps {
  readonly cloud: string
  readonly flavor: Flavor
  readonly onClose: () => void
}

export function ExtraSpecs({ cloud, flavor, onClose }: FlavorDialogProps) {
  const known = useActions()?.FLAVOR_SPECS ?? []
  const [pairs, setPairs] = useState(() => pairsOf(flavor.extraSpecs))
  const { set, unset } = pairChanges(flavor.extraSpecs, pairs)
  const none = Object.keys(set).length === 0 && unset.length === 0
  return (
    <ActionDialog
      cloud={cloud}
      title={`Extra specs of ${isolated(flavor.name)}`}
      submit="Save the extra specs"
      size={640}
      steps={[{ action: 'flavor.changeExtraSpecs', input: { id: flavor.id, name: flavor.name, set, unset } }]}
      waiting={hasPairProblem(pairs) ? 'Each has a name of its own.' : none ? 'Nothing is changed yet.' : undefined}
      mark={{ ids: [flavor.id], words: 'Changing' }}
      onClose={onClose}
    >
      {(problem) => (
        <>
          <p>
            They say what a size is more than its figures: <code>hw:cpu_policy</code> pins CPUs,{' '}
            <code>hw:mem_page_size</code> asks for huge pages, <code>resources:VGPU</code> for a graphics card.
            Instances there are keep what they were made with until they are resized.
          </p>
          <PairsEditor
            what="spec"
            pairs={pairs}
            problem={(key) => problem(`set.${key}`)}
            placeholder="hw:cpu_policy"
            known={known}
            onChange={setPairs}
          />
        </>
      )}
    </ActionDialog>
  )
}

export function DescribeFlavor({ cloud, flavor, onClose }: FlavorDialogProps) {
  const [description, setDescription] = useState(flavor.description)
  return (
    <ActionDialog
      cloud={cloud}
      title={`Describe ${isolated(flavor.name)}`}
      submit="Save"
      steps={[{ action: 'flavor.describe', input: { id: flavor.id, name: flavor.name, description } }]}
      waiting={description === flavor.description ? 'Nothing is changed yet.' : undefined}
      mark={{ ids: [flavor.id], words: 'Changing' }}
      onClose={onClose}
    >
      {(problem) => (
        <TextInput
          label="Description"
          data-autofocus
          autoComplete="off"
          dir="auto"
          value={description}
          error={problem('description')}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
      )}
    </ActionDialog>
  )
}

interface DeleteFlavorProps {
  readonly cloud: string
  readonly row: FlavorRow
  readonly onClose: () => void
}

export function DeleteFlavor({ cloud, row, onClose }: DeleteFlavorProps) {
  const { flavor, used } = row
  return (
    <ActionDialog
      cloud={cloud}
      title={`Delete ${isolated(flavor.name)}?`}
      submit="Delete the flavor"
      danger
      steps={[{ action: 'flavor.delete', input: { id: flavor.id, name: flavor.name } }]}
      mark={{ ids: [flavor.id], words: 'Deleting' }}
      onClose={onClose}
    >
      <p>
        {used === 0
          ? 'No instance has this size.'
          : `${count(used, 'instance')} ${used === 1 ? 'has' : 'have'} this size: ${used === 1 ? 'it keeps' : 'they keep'} it and ${used === 1 ? 'runs' : 'run'} on, but no new one can be made with it.`}
      </p>
    </ActionDialog>
  )
}
