/** The baseline: one shell script a machine, as a person would write it, sent by the system's ssh from one bash loop. */
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { type Simulated, wantedFiles, wantedPackages } from './wanted.ts'

/** All machines at once; a machine on which something differs makes the loop fail. */
const LOOP = `
failed=0
pids=()
while read -r name port; do
  ssh -F none -i "$key" -o IdentitiesOnly=yes -o BatchMode=yes -o UserKnownHostsFile="$known" -o LogLevel=ERROR \\
    -p "$port" "$user@127.0.0.1" sh -s < "$scripts/$name.sh" &
  pids+=($!)
done < "$scripts/machines"
for pid in "\${pids[@]}"; do wait "$pid" || failed=1; done
exit $failed
`

/** Writes the scripts; resolves to the command that runs them all. */
export function baselineCommand(simulated: Simulated): string[] {
  const { folder, key, knownHosts, machines, user } = simulated
  const scripts = join(folder, `scripts-${machines.length}`)
  mkdirSync(scripts, { recursive: true })
  for (const { name } of machines) writeFileSync(join(scripts, `${name}.sh`), machineScript(simulated, name))
  writeFileSync(join(scripts, 'machines'), machines.map(({ name, port }) => `${name} ${port}\n`).join(''))
  return ['env', `key=${key}`, `known=${knownHosts}`, `user=${user}`, `scripts=${scripts}`, 'bash', '-c', LOOP]
}

/** The same questions: hash, owner and mode of every file, state of every package. */
function machineScript(simulated: Simulated, machine: string): string {
  const files = wantedFiles(simulated, machine)
  const owner = userInfo().username
  const sums = files.map(({ path, content }) => `${createHash('sha256').update(content).digest('hex')}  ${path}`)
  const states = files.map(({ path }) => `${owner}:${owner} 644 ${path}`)
  const packages = wantedPackages(simulated).flat()
  return `set -e
sha256sum --check --quiet <<'END'
${sums.join('\n')}
END
stat --format='%U:%G %a %n' ${files.map(({ path }) => path).join(' ')} > /dev/shm/$$.is
cat > /dev/shm/$$.should <<'END'
${states.join('\n')}
END
cmp /dev/shm/$$.is /dev/shm/$$.should
rm /dev/shm/$$.is /dev/shm/$$.should
dpkg-query --show --showformat='\${db:Status-Status} \${Package}\\n' ${packages.join(' ')} > /dev/shm/$$.packages
! grep -v '^installed ' /dev/shm/$$.packages
rm /dev/shm/$$.packages
`
}
