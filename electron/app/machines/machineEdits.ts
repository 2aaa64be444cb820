/** What forms say of machines, as edits of cloud.yaml. */
import { StacksteadError } from '../../../provisioner/core/errors.ts'
import { type CloudEdit, editCloud, machineProblems, readDesign } from '../../../provisioner/index.ts'
import type { NewMachine } from '../../contract/index.ts'

const FIELDS = ['address', 'user', 'key', 'port', 'jump'] as const

/** The text with new machines at the end. @throws StacksteadError `invalid-input` for names taken and entries ssh could not use */
export function withMachines(text: string, machines: readonly NewMachine[]): string {
  return machines.reduce((whole, machine) => {
    const { file } = readDesign(whole)
    if (Object.hasOwn(file.machines ?? {}, machine.name)) throw taken(machine.name)
    refuseProblems(file, machine)
    return editCloud(whole, [{ kind: 'set', path: ['machines', machine.name], value: entryOf(machine) }])
  }, text)
}

/** The text with another name, address or login; roles and the rest of the entry stay. */
export function withMachine(text: string, machine: string, wanted: NewMachine): string {
  const { file } = readDesign(text)
  const { [machine]: _former, ...others } = file.machines ?? {}
  refuseProblems({ ...file, machines: others }, wanted)
  const entry = entryOf(wanted)
  return editCloud(text, [
    { kind: 'rename-machine', machine, name: wanted.name },
    ...FIELDS.map(
      (field): CloudEdit => ({ kind: 'set', path: ['machines', wanted.name, field], value: entry[field] ?? null }),
    ),
  ])
}

export function withoutMachines(text: string, machines: readonly string[]): string {
  return editCloud(
    text,
    machines.map((machine) => ({ kind: 'remove-machine', machine })),
  )
}

/** An empty field counts as left out. */
function entryOf(machine: NewMachine): Partial<Omit<NewMachine, 'name'>> {
  const said = FIELDS.map((field) => [field, machine[field]] as const)
  return Object.fromEntries(said.filter(([, value]) => value !== undefined && value !== ''))
}

function refuseProblems(file: Parameters<typeof machineProblems>[0], machine: NewMachine): void {
  const problems = machineProblems(file, { ...entryOf(machine), name: machine.name })
  if (problems.length > 0)
    throw new StacksteadError({
      code: 'invalid-input',
      machine: machine.name,
      message: `${machine.name}: ${problems.join(' ')}`,
    })
}

function taken(name: string): StacksteadError {
  const message = `There is a machine ${name} already.`
  return new StacksteadError({ code: 'invalid-input', machine: name, message, remedy: 'Choose another name.' })
}
