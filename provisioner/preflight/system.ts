/** The operating system: Debian 13 on amd64, started by systemd, with root rights. */
import { osState } from '../facts/os.ts'
import { machineCheck } from './check.ts'
import { error, type Finding, ok } from './finding.ts'

const WHY_RELEASE = 'OpenStack 2025.1 comes from the packages of Debian 13; no other system has these versions.'

export const system = machineCheck({
  id: 'system',
  title: 'The operating system',
  facts: () => [osState],
  find: ({ name }, read) => {
    const { id, version, title, architecture, init, uid } = read(osState)
    const findings: Finding[] = []
    const complain = (what: string, why: string, remedy: string) =>
      findings.push(error('system', name, what, why, remedy))
    if (id !== 'debian') complain(`${name} runs ${title}.`, WHY_RELEASE, 'Install Debian 13 (trixie) on it.')
    else if (version !== '13') complain(`${name} runs ${title}.`, WHY_RELEASE, remedyFor(version))
    if (architecture !== 'amd64')
      complain(
        `The architecture of ${name} is ${architecture}.`,
        'Stackstead is tried and measured on amd64 (x86-64) only.',
        'Use a machine with a 64-bit Intel or AMD processor and the amd64 installer.',
      )
    if (init !== 'systemd')
      complain(
        `Process 1 of ${name} is ${init}, not systemd.`,
        'All services are started and watched by systemd.',
        'Use a machine (or container) that boots with systemd.',
      )
    if (uid !== 0)
      complain(
        `Commands on ${name} do not run as root.`,
        'Installing packages and writing configuration needs root.',
        'Log in as root or as a user who may use sudo.',
      )
    return findings.length > 0 ? findings : [ok('system', name, `${title} on ${architecture}.`)]
  },
})

function remedyFor(version: string): string {
  if (version === '') return 'This is testing or sid. Install the stable release, Debian 13 (trixie).'
  return Number(version) < 13
    ? `Upgrade it to Debian 13 first, one release after the other (Debian's release notes say how), or install it anew.`
    : 'Use Debian 13 (trixie): this release is newer than what is supported.'
}
