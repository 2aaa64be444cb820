/** The machine a person names on the command line. */
import { StacksteadError } from '../core/errors.ts'
import { didYouMean, type Project } from '../index.ts'

/** @throws StacksteadError `invalid-input` where cloud.yaml has no such machine */
export function namedMachine({ cloud }: Project, name: string): Project['cloud']['machines'][number] {
  const found = cloud.machines.find((machine) => machine.name === name)
  if (found !== undefined) return found
  const names = cloud.machines.map((machine) => machine.name)
  throw new StacksteadError({
    code: 'invalid-input',
    message: `cloud.yaml has no machine called ${JSON.stringify(name)}.`,
    remedy: didYouMean(name, names),
  })
}
