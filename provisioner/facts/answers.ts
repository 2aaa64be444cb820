/** Whether services answer: HTTP status, or a TCP connection, as seen from the machine itself. */
import { sh, withInput } from '../core/command.ts'
import { type Fact, fact, type Subject } from '../core/fact.ts'
import { PYTHON } from './python.ts'

export interface Address {
  readonly host: string
  readonly port: number
  /** With a path an HTTP answer is wanted, without one a connection is enough. */
  readonly path?: string
}

/** An HTTP status; `true` for a connection; `false` where nothing answers. */
export type Answer = number | boolean

/**
 * Waits in the program itself for up to the given seconds, all addresses side by side. Reading the state is not worth
 * half a minute: services that hang (half configured, after a power cut) are simply not there yet. What only some
 * questions need is imported for them alone: a compute has one port to ask, and Python's start is most of its cost.
 */
const ASK = `
import json, socket, sys, time
addresses, wait = json.load(sys.stdin), float(sys.argv[1])
end = time.monotonic() + wait
patience = 30 if wait else 10
def once(address):
    try:
        if "path" not in address:
            socket.create_connection((address["host"], address["port"]), 5).close()
            return True
        import http.client
        connection = http.client.HTTPConnection(address["host"], address["port"], timeout=patience)
        connection.request("GET", address["path"])
        return connection.getresponse().status
    except OSError: return False
    except Exception as error:
        if type(error).__module__ == "http.client": return False
        raise
def ask(address):
    while True:
        answer = once(address)
        good = answer is True or (type(answer) is int and answer < 500)
        if good or time.monotonic() > end: return answer
        time.sleep(0.1)
if len(addresses) == 1: answers = [ask(addresses[0])]
else:
    from concurrent.futures import ThreadPoolExecutor
    with ThreadPoolExecutor(16) as pool: answers = list(pool.map(ask, addresses))
print(json.dumps(answers))
sys.exit(0 if wait == 0 or all(a is True or (type(a) is int and a < 500) for a in answers) else 1)
`

const answering: Subject<Address, Answer> = {
  name: 'answers',
  command: (addresses) => askCommand(addresses, 0),
  parse: (result, addresses) => {
    const answers = JSON.parse(result.stdout) as Answer[]
    const byAddress = new Map(addresses.map((address, index) => [JSON.stringify(address), answers[index] ?? false]))
    return (address) => byAddress.get(JSON.stringify(address)) ?? false
  },
}

export function answers(address: Address): Fact<Answer> {
  return fact(answering, address)
}

/** Asks until all answer, at most for so many seconds; fails when one does not. */
export function askCommand(addresses: readonly Address[], seconds: number) {
  return withInput(sh`${PYTHON} -c ${ASK} ${seconds}`, JSON.stringify(addresses))
}
