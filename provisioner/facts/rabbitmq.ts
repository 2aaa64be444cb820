/**
 * RabbitMQ: whether an account may use the broker, found out as its users do, by the opening of an AMQP 0-9-1
 * connection. rabbitmqctl would start an Erlang virtual machine for the same answer, a hundred times the work.
 */
import { type Command, sh, withInput } from '../core/command.ts'
import { type Fact, fact, type Subject } from '../core/fact.ts'
import { reveal, Secret } from '../core/secret.ts'
import { PYTHON } from './python.ts'

export interface BrokerAccount {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly password: Secret
}

/** `refused`: unknown user, wrong password, or no right to the virtual host "/". */
export type BrokerAnswer = 'accepted' | 'refused' | 'silent'

const LOGIN = `
import json, socket, struct, sys
def short(text): return struct.pack("B", len(text.encode())) + text.encode()
def long(data): return struct.pack(">I", len(data)) + data
def exactly(stream, count):
    data = stream.read(count)
    if len(data) < count: raise EOFError
    return data
def receive(stream):
    while True:
        kind, channel, size = struct.unpack(">BHI", exactly(stream, 7))
        payload = exactly(stream, size + 1)[:-1]
        if kind == 1: return struct.unpack(">HH", payload[:4]), payload[4:]
# Asks the broker to say that it refuses, instead of closing without a word.
CAPABILITIES = short("authentication_failure_close") + b"t" + bytes([1])
PROPERTIES = short("capabilities") + b"F" + long(CAPABILITIES)
def send(connection, method, arguments):
    payload = struct.pack(">HH", 10, method) + arguments
    connection.sendall(struct.pack(">BHI", 1, 0, len(payload)) + payload + bytes([0xCE]))
def login(account):
    try: connection = socket.create_connection((account["host"], account["port"]), 5)
    except OSError: return "silent"
    with connection, connection.makefile("rb") as stream:
        try:
            connection.sendall(b"AMQP" + bytes([0, 0, 9, 1]))
            receive(stream)
            plain = (chr(0) + account["user"] + chr(0) + account["password"]).encode()
            send(connection, 11, long(PROPERTIES) + short("PLAIN") + long(plain) + short("en_US"))
            (_, method), body = receive(stream)
            if method != 30: return "refused"
            send(connection, 31, body)
            send(connection, 40, short("/") + short("") + bytes([0]))
            (_, method), _ = receive(stream)
            if method != 41: return "refused"
            send(connection, 50, struct.pack(">H", 200) + short("done") + struct.pack(">HH", 0, 0))
            receive(stream)
            return "accepted"
        except (EOFError, ConnectionResetError): return "refused"
        except OSError: return "silent"
print(json.dumps([login(account) for account in json.load(sys.stdin)]))
`

const logins: Subject<BrokerAccount, BrokerAnswer> = {
  name: 'broker-logins',
  command: loginCommand,
  parse: (result, accounts) => {
    const answers = JSON.parse(result.stdout) as BrokerAnswer[]
    const byAccount = new Map(accounts.map((account, index) => [JSON.stringify(account), answers[index]]))
    return (account) => byAccount.get(JSON.stringify(account)) ?? 'silent'
  },
}

function loginCommand(accounts: readonly BrokerAccount[]): Command {
  const plain = accounts.map((account) => ({ ...account, password: reveal(account.password) }))
  return withInput(sh`${PYTHON} -c ${LOGIN}`, new Secret(JSON.stringify(plain)))
}

export function brokerLogin(account: BrokerAccount): Fact<BrokerAnswer> {
  return fact(logins, account)
}
