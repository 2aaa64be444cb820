/** Who answers to which IPv4 address on a network card that has none itself (ARP probes, RFC 5227): nothing is changed by asking. */
import { sh, withInput } from '../core/command.ts'
import { type Fact, fact, type Subject } from '../core/fact.ts'
import { PYTHON } from './python.ts'

interface Question {
  readonly nic: string
  /** Addresses to ask for, at most {@link MOST}. */
  readonly addresses: readonly string[]
}

/** `off`: the card is switched off, so nothing could be asked. */
export type Neighbours =
  | { readonly state: 'asked' /** MAC address by IPv4 address. */; readonly found: ReadonlyMap<string, string> }
  | { readonly state: 'off' | 'missing' }

/** Two rounds of so many probes stay under two seconds and are no storm for any switch. */
export const MOST = 512

/** An RFC 5227 probe has no sender address, so no neighbour learns anything from it. */
const PROBE = `
import json, select, socket, struct, sys, time
def ask(nic, addresses):
    try: link = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(0x0806)); link.bind((nic, 0))
    except OSError: return {"state": "missing"}
    mac = link.getsockname()[4]
    wanted = {socket.inet_aton(one): one for one in addresses}
    found = {}
    def listen(seconds):
        end = time.monotonic() + seconds
        while select.select([link], [], [], max(0, end - time.monotonic()))[0]:
            frame = link.recv(2048)
            if len(frame) >= 42 and frame[20:22] == b"\\0\\2" and frame[28:32] in wanted and frame[22:28] != mac:
                found[wanted[frame[28:32]]] = ":".join("%02x" % byte for byte in frame[22:28])
    for pause in (0.3, 0.9):
        for target, name in wanted.items():
            if name in found: continue
            try: link.send(b"\\xff" * 6 + mac + b"\\x08\\x06" + struct.pack("!HHBBH", 1, 0x0800, 6, 4, 1) + mac + b"\\0" * 10 + target)
            except OSError: return {"state": "off"}
            listen(0.0005)
        listen(pause)
    return {"state": "asked", "found": found}
jobs = {}
for question in json.load(sys.stdin): jobs.setdefault(question["nic"], []).extend(question["addresses"])
print(json.dumps({nic: ask(nic, addresses) for nic, addresses in jobs.items()}))
`

const neighbours: Subject<Question, Neighbours> = {
  name: 'neighbours',
  command: (questions) => withInput(sh`${PYTHON} -c ${PROBE}`, JSON.stringify(questions)),
  parse: (result) => {
    if (result.status === 127) throw new Error('python3 is not installed, so nobody could be asked')
    if (result.status !== 0) throw new Error(result.stderr.trim().split('\n').at(-1) ?? 'the probe failed')
    const answers = JSON.parse(result.stdout) as Record<string, { state: 'asked' | 'off' | 'missing'; found?: object }>
    return ({ nic, addresses }) => {
      const answer = answers[nic] ?? { state: 'missing' as const }
      if (answer.state !== 'asked') return { state: answer.state }
      const found = Object.entries(answer.found ?? {}).filter(([address]) => addresses.includes(address))
      return { state: 'asked', found: new Map(found) }
    }
  },
}

/** Who answers to these addresses on a network card. */
export function neighboursOn(nic: string, addresses: readonly string[]): Fact<Neighbours> {
  return fact(neighbours, { nic, addresses })
}
