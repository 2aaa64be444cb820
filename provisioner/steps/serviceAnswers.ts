/** A service that answers on its port: the end of a component's work on a machine. */
import { type Step, verdict } from '../core/step.ts'
import { type Address, answers, askCommand } from '../facts/answers.ts'

export interface ServiceAnswers {
  readonly id: string
  readonly machine: string
  /** What answers, as a person calls it: "the image API". */
  readonly what: string
  readonly address: Address
  /** Seconds it may take after its start. Default 90. */
  readonly seconds?: number
  /** The unit whose log explains a failure. */
  readonly unit: string
}

export function serviceAnswers(wanted: ServiceAnswers): Step {
  const { address, machine, unit, what } = wanted
  const place = `${address.host}:${address.port}${address.path ?? ''}`
  return {
    id: wanted.id,
    title: `Wait until ${what} answers`,
    machine,
    explains: `Others may use ${what} only when it answers on ${place}.`,
    reads: [answers(address)],
    check: (read) => {
      const answer = read(answers(address))
      if (answer === true || (typeof answer === 'number' && answer < 500)) return verdict([])
      const summary = answer === false ? `nothing answers on ${place}` : `${place} answers with status ${answer}`
      return verdict([{ kind: 'unit', operation: 'run', subject: what, summary }])
    },
    actions: () => [
      {
        kind: 'run',
        command: askCommand([address], wanted.seconds ?? 90),
        remedy: `Look at "journalctl -u ${unit}" on ${machine}, then apply again.`,
      },
    ],
  }
}
