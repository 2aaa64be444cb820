/** What tests and demo need of this computer, installed where the person is root; otherwise the line that does it. */
import { existsSync } from 'node:fs'
import { installLine, installRequirements, labRequirements, missingPackages } from '../provisioner/lab/index.ts'
import { run } from './run.ts'

/** Programs the hermetic tests run for real, and the Debian packages they come in. */
const TEST_PROGRAMS: Readonly<Record<string, string>> = { '/usr/sbin/sshd': 'openssh-server', '/usr/bin/sudo': 'sudo' }

export type LabReadiness = { readonly ready: true } | { readonly ready: false; readonly reason: string }

export async function prepareLab(): Promise<LabReadiness> {
  const missing = Object.entries(TEST_PROGRAMS).flatMap(([path, name]) => (existsSync(path) ? [] : [name]))
  const all = [...missing, ...missingPackages()]
  if (all.length > 0 && process.getuid?.() !== 0)
    return { ready: false, reason: `run this first, then the same as root: ${installLine(all)}` }
  if (missing.length > 0) {
    console.log(`Installing what the tests need: ${missing.join(' ')}`)
    run('apt-get', ['update', '-qq'])
    run('apt-get', ['install', '--yes', '--no-install-recommends', ...missing], { DEBIAN_FRONTEND: 'noninteractive' })
  }
  return labReady()
}

async function labReady(): Promise<LabReadiness> {
  if (missingPackages().length > 0 && process.getuid?.() === 0) {
    const installed = await installRequirements(({ title, state }) => {
      if (state === 'done') console.log(title)
    })
    console.log(`Installed for the lab: ${installed.join(' ')}`)
  }
  const lacks = labRequirements()
  if (lacks.length === 0) return { ready: true }
  return { ready: false, reason: lacks.map((lack) => `${lack.what} ${lack.remedy}`).join(' ') }
}
