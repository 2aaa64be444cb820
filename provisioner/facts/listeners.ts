/** TCP ports somebody listens on, and who. */
import { sh } from '../core/command.ts'
import { type Fact, singleFact } from '../core/fact.ts'

export interface Listener {
  /** 0.0.0.0, 127.0.0.1, ::, * … */
  readonly address: string
  readonly port: number
  /** Name of the process, where the kernel tells. */
  readonly program?: string
  readonly pid?: number
}

export const listeners: Fact<readonly Listener[]> = singleFact('listeners', sh`ss -H -ltnp`, (result) => {
  if (result.status !== 0) throw new Error('ss did not list the listening ports')
  return result.stdout.split('\n').flatMap((line) => {
    const match = /^LISTEN\s+\S+\s+\S+\s+(\S+):(\d+)\s/.exec(line)
    if (match === null) return []
    const [, address = '', port] = match
    const [, program, pid] = /users:\(\("([^"]*)",pid=(\d+)/.exec(line) ?? []
    const owner = program === undefined ? {} : { program, pid: Number(pid) }
    return [{ address: address.replace(/^\[(.*)\]$/, '$1').replace(/%.*$/, ''), port: Number(port), ...owner }]
  })
})
