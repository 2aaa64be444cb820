/** What dialogs let a person choose from: flavors, images, hosts. */

import { Select } from '@mantine/core'
import type { Flavor, Image } from '../../../../electron/contract/live.ts'
import { useRows } from '../../../api/useRows.ts'
import { isolated } from '../../../ui/bidi.ts'
import { natural } from '../../../ui/table/order.ts'
import { mebibytes } from '../../../ui/time.ts'
import { count } from '../../../ui/words.ts'

interface ChooserProps {
  readonly cloud: string
  readonly label: string
  readonly value: string | undefined
  readonly error?: string | undefined
  readonly onChange: (id: string | undefined) => void
}

interface FlavorChooserProps extends ChooserProps {
  /** Why a flavor cannot be taken; undefined where it can. */
  readonly refused: (flavor: Flavor) => string | undefined
}

export function FlavorChooser({ cloud, label, value, error, onChange, refused }: FlavorChooserProps) {
  const { rows } = useRows('live.flavors', { cloud })
  const sorted = [...(rows ?? [])].sort((a, b) => a.cpus - b.cpus || a.memory - b.memory || a.disk - b.disk)
  return (
    <Select
      label={label}
      data-autofocus
      placeholder={rows === undefined ? 'Reading the flavors…' : 'Choose a flavor'}
      searchable
      data={sorted.map((flavor) => {
        const why = refused(flavor)
        return {
          value: flavor.id,
          label: `${isolated(flavor.name)}: ${flavorWords(flavor)}${why === undefined ? '' : ` (${why})`}`,
          disabled: why !== undefined,
        }
      })}
      value={value ?? null}
      error={error}
      nothingFoundMessage="No flavor is called that."
      onChange={(id) => onChange(id ?? undefined)}
    />
  )
}

export function flavorWords({
  cpus,
  disk,
  ephemeral = 0,
  memory,
}: Pick<Flavor, 'cpus' | 'disk' | 'memory'> & Partial<Pick<Flavor, 'ephemeral'>>): string {
  const root = disk === 0 ? 'disk as the image' : `${disk} GiB disk`
  const beside = ephemeral === 0 ? '' : `, ${ephemeral} GiB ephemeral`
  return `${count(cpus, 'vCPU')}, ${mebibytes(memory)} RAM, ${root}${beside}`
}

interface ImageChooserProps extends ChooserProps {
  readonly placeholder?: string
  readonly clearable?: boolean
}

export function ImageChooser({
  cloud,
  label,
  value,
  error,
  onChange,
  placeholder,
  clearable = false,
}: ImageChooserProps) {
  const { rows } = useRows('live.images', { cloud })
  const usable = (rows ?? []).filter(isUsable).sort((a, b) => natural(a.name, b.name))
  return (
    <Select
      label={label}
      data-autofocus
      placeholder={rows === undefined ? 'Reading the images…' : (placeholder ?? 'Choose an image')}
      searchable
      clearable={clearable}
      data={usable.map(({ id, name }) => ({ value: id, label: name === '' ? id : isolated(name) }))}
      value={value ?? null}
      error={error}
      nothingFoundMessage="No image is called that."
      onChange={(id) => onChange(id ?? undefined)}
    />
  )
}

function isUsable({ status }: Image): boolean {
  return status === 'active'
}

interface HostChooserProps extends ChooserProps {
  /** The host it is on: not to be chosen. */
  readonly except: string | undefined
}

/** Undefined: the scheduler chooses. */
export function HostChooser({ cloud, label, value, error, onChange, except }: HostChooserProps) {
  const { rows } = useRows('live.computeServices', { cloud })
  const hosts = (rows ?? []).filter(({ binary, host }) => binary === 'nova-compute' && host !== except)
  return (
    <Select
      label={label}
      data-autofocus
      placeholder="The scheduler chooses"
      clearable
      data={hosts.map(({ host, state, status, zone }) => {
        const why = state === 'down' ? ', does not answer' : status === 'disabled' ? ', disabled' : ''
        return { value: host, label: `${host} (${zone}${why})`, disabled: why !== '' }
      })}
      value={value ?? null}
      error={error}
      nothingFoundMessage="There is no other compute."
      onChange={(host) => onChange(host ?? undefined)}
    />
  )
}
