/** A message broker that lets its account in: the end of RabbitMQ's work on a machine. */
import { sh } from '../core/command.ts'
import { type Change, type Step, verdict } from '../core/step.ts'
import { type BrokerAccount, brokerLogin } from '../facts/rabbitmq.ts'

export interface BrokerAccountStep {
  readonly id: string
  readonly machine: string
  readonly account: BrokerAccount
  /** The definitions file the broker loads at its start; it holds the account with its password's hash. */
  readonly definitions: string
  readonly explains: string
}

export function brokerAccount(wanted: BrokerAccountStep): Step {
  const { account, definitions, machine } = wanted
  const login = brokerLogin(account)
  const change = (operation: Change['operation'], summary?: string): Change => {
    const subject = `account ${account.user} of the message broker`
    return { kind: 'user', operation, subject, ...(summary === undefined ? {} : { summary }) }
  }
  return {
    id: wanted.id,
    title: `Let ${account.user} use the message broker`,
    machine,
    explains: wanted.explains,
    reads: [login],
    expected: [change('create')],
    check: (read) => {
      const answer = read(login)
      if (answer === 'accepted') return verdict([])
      const place = `${account.host}:${account.port}`
      return verdict([
        answer === 'silent'
          ? change('create', `nothing answers on ${place}`)
          : change('update', 'the broker refuses it'),
      ])
    },
    actions: () => [
      {
        kind: 'run',
        command: sh`
          set -e
          rabbitmqctl --quiet await_startup --timeout 120
          rabbitmqctl --quiet import_definitions ${definitions}`,
        remedy: `Look at "journalctl -u rabbitmq-server" and /var/log/rabbitmq on ${machine}, then apply again.`,
      },
    ],
  }
}
