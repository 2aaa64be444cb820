/** The baseline's way to machines: one bash loop that sends each its script by the system's ssh, all at once. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface LoopMachine {
  readonly name: string
  readonly host: string
  readonly port: number
  readonly user: string
  /** Private key file. */
  readonly key: string
  /** Read by `sh -s` as root. */
  readonly script: string
}

/**
 * The key exchange is the one Stackstead uses too: OpenSSH's own default adds one against quantum computers, which costs
 * a client some 100 ms more and has nothing to do with what is compared.
 */
const LOOP = `
failed=0
pids=()
while read -r name host port user key shell; do
  ssh -F none -i "$key" -o IdentitiesOnly=yes -o BatchMode=yes -o UserKnownHostsFile="$known" -o LogLevel=ERROR \\
    -o KexAlgorithms=curve25519-sha256 -p "$port" "$user@$host" "$shell" < "$scripts/$name.sh" &
  pids+=($!)
done < "$scripts/machines"
for pid in "\${pids[@]}"; do wait "$pid" || failed=1; done
exit $failed
`

/** Writes the scripts into a folder, which may hold secrets then; returns the command that runs them all and fails when one fails. */
export function loopCommand(folder: string, knownHosts: readonly string[], machines: readonly LoopMachine[]): string[] {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const lines = machines.map(({ host, key, name, port, user }) => {
    const shell = user === 'root' ? 'sh -s' : 'sudo -n sh -s'
    return `${name} ${host} ${port} ${user} ${key} ${shell}\n`
  })
  for (const { name, script } of machines) writeFileSync(join(folder, `${name}.sh`), script, { mode: 0o600 })
  writeFileSync(join(folder, 'machines'), lines.join(''))
  return ['env', `known=${knownHosts.join(' ')}`, `scripts=${folder}`, 'bash', '-c', LOOP]
}
