/** The baseline of scale: one shell script a machine that asks the same questions, as a person would write it. */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { loopCommand } from '../sshLoop.ts'
import { type Simulated, wantedFiles, wantedPackages } from './wanted.ts'

/** Writes the scripts; returns the command that runs them all. */
export function baselineCommand(simulated: Simulated): string[] {
  const { folder, key, knownHosts, machines, steps, user } = simulated
  const all = machines.map(({ name, port }) => {
    return { name, host: '127.0.0.1', port, user, key, script: machineScript(simulated, name) }
  })
  return loopCommand(join(folder, `scripts-${machines.length}-${steps}`), [knownHosts], all)
}

/** Hash, owner and mode of every file, state of every package; fails where one is not as it should be. */
function machineScript(simulated: Simulated, machine: string): string {
  const files = wantedFiles(simulated, machine)
  const paths = files.map(({ path }) => path)
  const sums = files.map(({ path, content }) => `${createHash('sha256').update(content).digest('hex')}  ${path}`)
  const states = paths.map((path) => `${simulated.user}:${simulated.user} 644 ${path}`)
  const packages = wantedPackages(simulated).flat()
  return `set -e
sha256sum --check --quiet <<'END'
${sums.join('\n')}
END
stat --format='%U:%G %a %n' ${paths.join(' ')} > /dev/shm/$$.is
cat > /dev/shm/$$.should <<'END'
${states.join('\n')}
END
cmp /dev/shm/$$.is /dev/shm/$$.should
dpkg-query --show --showformat='\${db:Status-Status} \${Package}\\n' ${packages.join(' ')} > /dev/shm/$$.packages
! grep -v '^installed ' /dev/shm/$$.packages
rm /dev/shm/$$.*
`
}
