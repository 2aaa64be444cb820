/** Whether other machines answer ping with packets of a given size; all of them side by side, two seconds at most. */
import { quote, sh } from '../core/command.ts'
import { type Fact, fact, type Subject } from '../core/fact.ts'

interface Question {
  readonly address: string
  /** Size of the IP packet in bytes, sent with "do not fragment". */
  readonly bytes: number
}

/** IPv4 header and ICMP header. */
const HEADERS = 28

const reach: Subject<Question, boolean> = {
  name: 'reach',
  command: (questions) => {
    const pings = questions.map(({ address, bytes }) => `ask ${quote(address)} ${bytes} ${bytes - HEADERS}`)
    return sh`
      command -v ping >/dev/null || { echo no ping; exit 1; }
      ask() {
        { ping -n -q -c 2 -i 0.2 -W 2 -M do -s "$3" "$1" >/dev/null 2>&1; echo "$1 $2 $?"; } &
      }
      ${{ script: pings.join('\n') }}
      wait`
  },
  parse: (result) => {
    if (result.status !== 0) throw new Error('the program ping is not installed (package iputils-ping)')
    const answers = new Map(
      result.stdout.split('\n').map((line) => {
        const [address, bytes, status] = line.split(' ')
        return [`${address} ${bytes}`, status === '0']
      }),
    )
    return ({ address, bytes }) => {
      const answered = answers.get(`${address} ${bytes}`)
      if (answered === undefined) throw new Error(`the ping to ${address} did not end`)
      return answered
    }
  },
}

/** Whether an address answers packets of so many bytes that must not be fragmented. */
export function answersPing(address: string, bytes: number): Fact<boolean> {
  return fact(reach, { address, bytes })
}
