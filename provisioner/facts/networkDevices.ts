/** Network devices below /sys/class/net by name: what is there, whoever made it. */
import { sh } from '../core/command.ts'
import { type Fact, fact, type Subject } from '../core/fact.ts'

const devices: Subject<string, boolean> = {
  name: 'network-devices',
  command: () => sh`ls -1 /sys/class/net`,
  parse: (result) => {
    const names = new Set(result.stdout.split('\n').map((line) => line.trim()))
    return (name) => names.has(name)
  },
}

/** Whether a network device of this name exists. */
export function deviceExists(name: string): Fact<boolean> {
  return fact(devices, name)
}
