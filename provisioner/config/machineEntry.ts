/** One machine's entry, checked before it is written: what a form is told beside its fields. Pure. */
import { hostname } from './formats.ts'
import { sshPlace } from './machines.ts'
import { writtenPath } from './problem.ts'
import { ANY_SETTINGS, type CloudFile, type MachineEntry } from './schema.ts'
import { shapeOf } from './shape.ts'

/** What is wrong with name, address and login, one sentence each; roles and networks are not looked at. */
export function machineProblems(
  file: CloudFile,
  { name, ...entry }: MachineEntry & { readonly name: string },
): string[] {
  const { mistakes } = shapeOf({ machines: { [name]: entry } }, ANY_SETTINGS)
  const own = mistakes.filter(({ path }) => path[0] === 'machines' && path[1] === name)
  const wrong = own.map(({ path, message }) =>
    path.length > 2 ? `${writtenPath(path.slice(2))}: ${message}` : message,
  )
  const misnamed = hostname(name)
  const twin = Object.entries(file.machines ?? {}).find(
    ([other, one]) => other !== name && one.address !== undefined && sshPlace(file, one) === sshPlace(file, entry),
  )
  return [
    ...(misnamed === undefined ? [] : [misnamed]),
    ...wrong,
    ...(twin === undefined
      ? []
      : [`address: ${twin[0]} has ${entry.address} as well. Two machines cannot share an address.`]),
  ]
}
