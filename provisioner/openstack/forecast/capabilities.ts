/**
 * ComputeCapabilitiesFilter: extra specs compared with what the compute says of itself
 * (nova/scheduler/filters/compute_capabilities_filter.py and oslo.utils' specs_matcher).
 */
import type { ComputeNow, Refusal } from './wanted.ts'

type Specs = Readonly<Record<string, string>>

/** Attributes the scheduler knows of a host and no API tells: "free_ram_mb" and the like change while one looks. */
const UNTOLD = new Set([
  ...['free_ram_mb', 'free_disk_mb', 'vcpus_used', 'num_instances', 'num_io_ops', 'total_usable_ram_mb'],
  ...['total_usable_disk_gb', 'disk_mb_used', 'ram_allocation_ratio', 'cpu_allocation_ratio', 'disk_allocation_ratio'],
  ...['supported_instances', 'numa_topology', 'pci_stats', 'aggregates', 'metrics', 'uuid', 'updated', 'failed_builds'],
])

export function capabilityRefusals(compute: ComputeNow, specs: Specs): Refusal[] {
  return scoped(specs).flatMap(({ key, path, wanted }) => {
    const value = capability(compute, path)
    if (value === undefined || specMatches(value, wanted)) return []
    return [
      { filter: 'ComputeCapabilitiesFilter', why: `The flavor wants ${key} to be "${wanted}"; here it is "${value}".` },
    ]
  })
}

/** Extra specs the filter looks at, whose answer no API gives. */
export function untoldCapabilities(specs: Specs): string[] {
  return scoped(specs).flatMap(({ key, path }) => (isTold(path) ? [] : [key]))
}

/** Without a scope only those count that are called like an attribute of the host. */
function scoped(specs: Specs): { key: string; path: readonly string[]; wanted: string }[] {
  return Object.entries(specs).flatMap(([key, wanted]) => {
    const [scope = '', ...path] = key.split(':')
    if (path.length > 0) return scope === 'capabilities' ? [{ key, path, wanted }] : []
    return isTold([scope]) || UNTOLD.has(scope) ? [{ key, path: [scope], wanted }] : []
  })
}

const TOLD = ['host', 'hypervisor_hostname', 'hypervisor_type', 'hypervisor_version', 'vcpus_total']
const PROCESSOR = ['arch', 'vendor', 'model']

function isTold([first = '', second]: readonly string[]): boolean {
  return second === undefined ? TOLD.includes(first) : first === 'cpu_info' && PROCESSOR.includes(second)
}

/** Undefined where the API does not tell. */
function capability({ host, hypervisor, resources }: ComputeNow, path: readonly string[]): string | undefined {
  if (hypervisor === undefined || !isTold(path)) return undefined
  const [vendor = '', ...model] = hypervisor.cpuModel.split(' ')
  const cores = resources?.VCPU?.total
  const values: Readonly<Record<string, string | undefined>> = {
    host,
    hypervisor_hostname: hypervisor.hostname,
    hypervisor_type: hypervisor.type,
    hypervisor_version: String(hypervisor.version),
    vcpus_total: cores === undefined ? undefined : String(cores),
    'cpu_info:arch': hypervisor.arch,
    'cpu_info:vendor': vendor || undefined,
    'cpu_info:model': model.join(' ') || undefined,
  }
  return values[path.join(':')]
}

type Operator = (value: string, wanted: string) => boolean

const OPERATORS: Readonly<Record<string, Operator>> = {
  '=': (value, wanted) => Number(value) >= Number(wanted),
  '==': (value, wanted) => Number(value) === Number(wanted),
  '!=': (value, wanted) => Number(value) !== Number(wanted),
  '>=': (value, wanted) => Number(value) >= Number(wanted),
  '<=': (value, wanted) => Number(value) <= Number(wanted),
  's==': (value, wanted) => value === wanted,
  's!=': (value, wanted) => value !== wanted,
  's<': (value, wanted) => value < wanted,
  's<=': (value, wanted) => value <= wanted,
  's>': (value, wanted) => value > wanted,
  's>=': (value, wanted) => value >= wanted,
  '<in>': (value, wanted) => value.includes(wanted),
}

/** "<or> a <or> b", ">= 4", "s== x"; without an operator the text itself. */
export function specMatches(value: string, wanted: string): boolean {
  const [operator = '', ...words] = wanted.trim().split(/\s+/)
  if (operator === '<or>') return words.filter((word) => word !== '<or>').includes(value)
  if (operator === '<all-in>') return words.every((word) => value.includes(word))
  const compare = OPERATORS[operator]
  if (compare === undefined) return value === wanted
  const [first] = words
  return first !== undefined && compare(value, first)
}
