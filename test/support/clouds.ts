/** Clouds for tests: a sound cloud.yaml, and ways to read altered ones. */
import { checkCloud } from '../../provisioner/config/parseCloud.ts'
import { problemLine } from '../../provisioner/config/problem.ts'

/** A controller and two computes with everything said that can be said. */
export const SOUND_CLOUD = `name: home
region: RegionOne
ssh: { user: debian, key: ~/.ssh/id_ed25519 }
machines:
  controller: { address: 10.83.0.11, roles: [controller, network] }
  compute-1: { address: 10.83.0.12, roles: [compute], nics: { provider: enp2s0 } }
  compute-2: { address: node2.example.org, port: 2222, management: 10.83.0.13, tunnel: 10.85.0.13, roles: [compute] }
networks:
  management: { subnet: 10.83.0.0/24 }
  provider: { subnet: 10.84.0.0/24, gateway: 10.84.0.1, instances: 10.84.0.100-10.84.0.199, dns: [9.9.9.9], nic: lan0 }
  tenant: { subnet: 192.168.120.0/24, dns: [9.9.9.9] }
placement: { horizon: compute-1 }
settings: { nova: { cpuMode: host-model } }
`

/** The sound cloud with a piece of its text replaced; throws when the piece is not there. */
export function altered(from: string, to: string, text: string = SOUND_CLOUD): string {
  if (!text.includes(from)) throw new Error(`the sound cloud has no ${from}`)
  return text.replace(from, () => to)
}

/** The problems of a text as a person sees them. */
export function problemLines(text: string): string[] {
  return checkCloud(text).problems.map((problem) => problemLine('cloud.yaml', problem))
}
