/** Open vSwitch: bridges with their ports, external ids, and whether the kernel datapath can be used. */
import { sh } from '../core/command.ts'
import { type Fact, singleFact } from '../core/fact.ts'

export interface OpenvswitchState {
  readonly bridges: ReadonlyMap<string, { readonly datapath: string; readonly ports: readonly string[] }>
  /** external-ids of the Open_vSwitch row: what ovn-controller is told. */
  readonly externalIds: ReadonlyMap<string, string>
  readonly otherConfig: ReadonlyMap<string, string>
  readonly managers: readonly string[]
}

type Row = Readonly<Record<string, unknown>>

/** Unknown while ovsdb-server does not answer. */
export const openvswitchState: Fact<OpenvswitchState> = singleFact(
  'openvswitch',
  sh`
    set -e
    ovs='ovs-vsctl --timeout=5 --format=json --data=json'
    $ovs list Open_vSwitch; echo
    $ovs list Bridge; echo
    $ovs list Port; echo
    $ovs list Manager; echo`,
  (result) => {
    if (result.status !== 0) throw new Error('Open vSwitch does not answer yet')
    const [root, bridges, ports, managers] = result.stdout.trim().split('\n').filter(Boolean).map(table)
    const portNames = new Map(ports?.map((row) => [uuid(row._uuid), String(row.name)]))
    return {
      bridges: new Map(
        bridges?.map((row) => [
          String(row.name),
          { datapath: String(row.datapath_type), ports: list(row.ports).flatMap((id) => portNames.get(id) ?? []) },
        ]),
      ),
      externalIds: map(root?.[0]?.external_ids),
      otherConfig: map(root?.[0]?.other_config),
      managers: managers?.map((row) => String(row.target)) ?? [],
    }
  },
)

/** Whether the kernel's openvswitch module is loaded or can be. Userspace (`netdev`) datapath otherwise. */
export const kernelDatapath: Fact<boolean> = singleFact(
  'openvswitch-module',
  sh`[ -d /sys/module/openvswitch ] || modprobe --dry-run --quiet openvswitch`,
  (result) => result.status === 0,
)

function table(line: string): Row[] {
  const { headings, data } = JSON.parse(line) as { headings: string[]; data: unknown[][] }
  return data.map((row) => Object.fromEntries(headings.map((heading, index) => [heading, row[index]])))
}

/** OVSDB's JSON: ["uuid", x], ["set", […]], ["map", [[k, v], …]] (RFC 7047, section 5.1). */
function uuid(value: unknown): string {
  return Array.isArray(value) ? String(value[1]) : ''
}

function list(value: unknown): string[] {
  if (!Array.isArray(value)) return []
  return value[0] === 'set' ? (value[1] as unknown[]).map(uuid) : [uuid(value)]
}

function map(value: unknown): Map<string, string> {
  return new Map(Array.isArray(value) && value[0] === 'map' ? (value[1] as [string, string][]) : [])
}
