/** Edits of cloud.yaml as a canvas and forms make them: text in, text out. Comments, order and other lines stay. Pure. */
import { ROLES, type Role } from './cloud.ts'
import { shown } from './formats.ts'
import { LAYOUTS, type LayoutName, layout } from './layouts.ts'
import { PARTS } from './parts.ts'
import { place } from './placement.ts'
import { didYouMean } from './suggest.ts'
import { editYaml, type YamlEdit } from './yamlEdit.ts'
import { type Keys, refused } from './yamlNodes.ts'

export type CloudEdit =
  | { readonly kind: 'roles'; readonly machine: string; readonly roles: readonly string[] }
  /** Machines of one part; none at all gives it back to its role. */
  | { readonly kind: 'place'; readonly part: string; readonly machines: readonly string[] }
  | { readonly kind: 'layout'; readonly layout: string }
  /** Sets the value at a path or, with null, removes it. */
  | { readonly kind: 'set'; readonly path: Keys; readonly value: unknown }
  | { readonly kind: 'rename-machine'; readonly machine: string; readonly name: string }
  | { readonly kind: 'remove-machine'; readonly machine: string }

const SECTIONS = ['name', 'region', 'ssh', 'machines', 'networks', 'placement', 'settings']
const MACHINE = ['address', 'user', 'key', 'port', 'jump', 'roles', 'management', 'tunnel', 'nics']
const NETWORKS = ['management', 'provider', 'tenant']
const PART_IDS: readonly string[] = PARTS.map((part) => part.id)

/**
 * The text after the edits, one after the other; the very same text where they change nothing.
 * @throws StacksteadError `invalid-input` for a text that is no YAML, and for machines, parts, roles and layouts there are none of
 */
export function editCloud(text: string, edits: readonly CloudEdit[]): string {
  const yaml = editYaml(text, orderIn)
  for (const edit of edits) apply(yaml, edit)
  return yaml.text()
}

function apply(yaml: YamlEdit, edit: CloudEdit): void {
  if (edit.kind === 'roles') setRoles(yaml, edit.machine, edit.roles)
  else if (edit.kind === 'place') setPlace(yaml, edit.part, edit.machines)
  else if (edit.kind === 'layout') setLayout(yaml, edit.layout)
  else if (edit.kind === 'set') setValue(yaml, edit.path, edit.value)
  else if (edit.kind === 'rename-machine') renameMachine(yaml, edit.machine, edit.name)
  else removeMachine(yaml, edit.machine)
}

function setValue(yaml: YamlEdit, path: Keys, value: unknown): void {
  if (value === null) yaml.remove(path, isMachine)
  else yaml.set(path, value)
}

/** A machine stays one although nothing is said of it any more. */
function isMachine(path: Keys): boolean {
  return path.length === 2 && path[0] === 'machines'
}

/** In which order the keys of a group are read best. */
function orderIn(group: Keys): readonly string[] {
  if (group.length === 0) return SECTIONS
  if (isMachine(group)) return MACHINE
  if (group.length === 1 && group[0] === 'networks') return NETWORKS
  return group.length === 1 && group[0] === 'placement' ? PART_IDS : []
}

function setRoles(yaml: YamlEdit, machine: string, roles: readonly string[]): void {
  known(machine, yaml.names(['machines']), 'is not one of the machines')
  for (const role of roles) known(role, ROLES, 'is not a role')
  const inOrder = ROLES.filter((role) => roles.includes(role))
  setValue(yaml, ['machines', machine, 'roles'], inOrder.length === 0 ? null : inOrder)
}

function setPlace(yaml: YamlEdit, part: string, machines: readonly string[]): void {
  known(part, PART_IDS, 'is not a part of OpenStack')
  const names = yaml.names(['machines'])
  for (const machine of machines) known(machine, names, 'is not one of the machines')
  const wanted = names.filter((name) => machines.includes(name))
  const byRole = place(
    names.map((name) => ({ name, roles: rolesOf(yaml, name) })),
    {},
  )
  const isUsual = wanted.join() === [...byRole].find(([id]) => id === part)?.[1].join()
  writePlace(yaml, part, isUsual ? [] : wanted)
}

function writePlace(yaml: YamlEdit, part: string, machines: readonly string[]): void {
  const [first, ...others] = machines
  setValue(yaml, ['placement', part], first === undefined ? null : others.length === 0 ? first : machines)
}

function setLayout(yaml: YamlEdit, wanted: string): void {
  known(wanted, LAYOUTS, 'is not a layout')
  const names = yaml.names(['machines'])
  const { roles, placement } = layout(wanted as LayoutName, names)
  for (const name of names) setRoles(yaml, name, roles[name] ?? [])
  for (const part of yaml.names(['placement'])) if (!Object.hasOwn(placement, part)) yaml.remove(['placement', part])
  for (const [part, machine] of Object.entries(placement)) writePlace(yaml, part, [machine])
}

function renameMachine(yaml: YamlEdit, machine: string, name: string): void {
  const names = yaml.names(['machines'])
  known(machine, names, 'is not one of the machines')
  if (machine === name) return
  if (names.includes(name))
    throw refused(`There is a machine ${shown(name)} already.`, 'Choose another name, or rename the other one first.')
  yaml.rename(['machines', machine], name)
  for (const [part, machines] of placements(yaml)) {
    if (!machines.includes(machine)) continue
    rewritePlace(
      yaml,
      part,
      machines.map((one) => (one === machine ? name : one)),
    )
  }
}

function removeMachine(yaml: YamlEdit, machine: string): void {
  known(machine, yaml.names(['machines']), 'is not one of the machines')
  yaml.remove(['machines', machine])
  for (const [part, machines] of placements(yaml)) {
    if (!machines.includes(machine)) continue
    rewritePlace(
      yaml,
      part,
      machines.filter((one) => one !== machine),
    )
  }
}

/** A list stays a list, a single name a single name. */
function rewritePlace(yaml: YamlEdit, part: string, machines: readonly string[]): void {
  const path = ['placement', part]
  if (machines.length === 0) yaml.remove(path)
  else yaml.set(path, Array.isArray(yaml.get(path)) ? machines : machines[0])
}

function placements(yaml: YamlEdit): [string, readonly string[]][] {
  return yaml.names(['placement']).map((part) => {
    const value = yaml.get(['placement', part])
    return [part, (Array.isArray(value) ? value : [value]).map(String)]
  })
}

function rolesOf(yaml: YamlEdit, machine: string): readonly Role[] {
  const value = yaml.get(['machines', machine, 'roles'])
  return Array.isArray(value) ? ROLES.filter((role) => value.includes(role)) : []
}

function known(word: string, words: readonly string[], otherwise: string): void {
  if (!words.includes(word)) throw refused(`${shown(word)} ${otherwise}.`, didYouMean(word, words))
}
