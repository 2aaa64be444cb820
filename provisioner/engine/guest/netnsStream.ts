/** A TCP stream from within a network namespace of a machine: how an address nobody routes to is reached from its compute. */

import { sh } from '../../core/command.ts'
import { StacksteadError } from '../../core/errors.ts'
import type { Transport } from '../../core/machine.ts'
import type { Duplex } from '../../core/stream.ts'

/**
 * Started within the namespace with a listening socket from outside it, which stays where it was made. Says "ok" when
 * the other end has answered, then passes on one connection and ends with it.
 */
const INSIDE = `
import os, select, socket, sys
try:
    there = socket.create_connection((sys.argv[2], int(sys.argv[3])), 5)
except OSError as error:
    sys.exit(print(error, flush=True))
print('ok', flush=True)
os.dup2(os.open(os.devnull, os.O_RDWR), 1)
listener = socket.socket(fileno=int(sys.argv[1]))
listener.settimeout(20)
try:
    here = listener.accept()[0]
except OSError:
    sys.exit()
listener.close()
there.settimeout(None)
here.settimeout(None)
ends = {here: there, there: here}
try:
    while True:
        for one in select.select(list(ends), [], [])[0]:
            said = one.recv(65536)
            if not said:
                sys.exit()
            ends[one].sendall(said)
except OSError:
    pass
`.trim()

/** Python is there: the services of OpenStack are written in it. Prints the port on loopback, or why there is none. */
const OUTSIDE = `
import socket, subprocess, sys
inside, namespace, host, port = sys.argv[1:5]
listener = socket.socket()
listener.bind(('127.0.0.1', 0))
listener.listen(1)
fd = listener.fileno()
within = ['ip', 'netns', 'exec', namespace] if namespace else []
command = within + [sys.executable, '-c', inside, str(fd), host, port]
quiet = subprocess.DEVNULL
relay = subprocess.Popen(command, stdin=quiet, stdout=subprocess.PIPE, stderr=quiet, pass_fds=[fd], start_new_session=True)
said = relay.stdout.readline().decode().strip()
if said != 'ok':
    sys.exit(said or 'there is no network namespace ' + namespace)
print(listener.getsockname()[1])
`.trim()

/** Milliseconds. */
const PATIENCE = 20_000

/** @param namespace as `ip netns` names it; empty: the machine's own */
export async function netnsStream(
  transport: Transport,
  namespace: string,
  host: string,
  port: number,
): Promise<Duplex> {
  const command = sh`python3 -c ${OUTSIDE} ${INSIDE} ${namespace} ${host} ${port}`
  const { status, stderr, stdout } = await transport.exec(command, { timeout: PATIENCE })
  if (status === 0) return transport.forward('127.0.0.1', Number(stdout))
  throw new StacksteadError({
    code: 'unreachable',
    machine: transport.machine,
    message: `${host}:${port} cannot be reached from ${transport.machine}: ${stderr.trim()}.`,
  })
}
