/** How computes reach each other to move instances: an sshd of their own, on the management address, for nova only. */
import { z } from 'zod'
import type { CloudMachine } from '../../config/cloud.ts'
import { MASK, type Secret } from '../../core/secret.ts'
import type { Step } from '../../core/step.ts'
import { type Rendered, renderTemplate, type Template } from '../../core/template.ts'
import { configFile } from '../../steps/configFile.ts'
import { serviceAnswers } from '../../steps/serviceAnswers.ts'
import { serviceRunning } from '../../steps/serviceRunning.ts'
import type { ComponentContext } from '../component.ts'
import { sshKeyPair } from '../sshKeyPair.ts'

/** Not below /etc/nova, which libvirt may not enter: it starts ssh as root without root's privileges. */
const FOLDER = '/etc/stackstead/nova-migration'
/** ssh reads a private key that is its user's own only. */
const NOVA_FOLDER = '/var/lib/nova/.ssh'
/** The port kolla's nova-ssh uses; the machine's own sshd on 22 stays as the person set it up. */
const PORT = 8022
/** All computes of a cloud have the same host key, so that one more compute changes nothing on the others. */
const ALIAS = 'stackstead-nova-migration'
const UNIT = 'stackstead-nova-migration.service'

/** libvirt starts it in place of ssh; nova itself uses ~nova/.ssh/config. */
export const MIGRATION_SSH = `${FOLDER}/ssh`

interface Values {
  readonly folder: string
  readonly port: number
  readonly address: string
  readonly alias: string
  readonly identity: string
}

const schema = z.object({
  folder: z.string(),
  port: z.int(),
  address: z.ipv4(),
  alias: z.string(),
  identity: z.string(),
})
const template = (path: string): Template<Values> => ({ path: `nova/${path}`, format: 'text', schema })

export function migrationSteps({ secrets, texts }: ComponentContext, { name, management }: CloudMachine): Step[] {
  const client = sshKeyPair(secrets.get('nova/migration-key'), 'nova')
  const host = sshKeyPair(secrets.get('nova/migration-host-key'), ALIAS)
  const values = { folder: FOLDER, port: PORT, address: management, alias: ALIAS, identity: `${FOLDER}/id_ed25519` }
  const write = (path: string, explains: string, content: Rendered, owner = 'root', mode = 0o644): Step =>
    configFile({
      id: `nova/migration ${path}@${name}`,
      machine: name,
      path,
      explains,
      content,
      meta: { owner, group: owner, mode },
    })
  const rendered = (path: string) => renderTemplate(template(path), texts, values)
  const clientConfig = (folder: string): Rendered =>
    renderTemplate(template('ssh_config.liquid'), texts, { ...values, identity: `${folder}/id_ed25519` })
  const key = (folder: string, owner: string, explains: string): Step =>
    write(`${folder}/id_ed25519`, explains, hidden(client.privateKey), owner, 0o600)
  const unitPath = `/etc/systemd/system/${UNIT}`
  return [
    write(
      `${FOLDER}/sshd_config`,
      'Lets nova in from other computes, and nobody else.',
      rendered('sshd_config.liquid'),
    ),
    write(`${FOLDER}/host_key`, 'By this key the computes know each other.', hidden(host.privateKey), 'root', 0o600),
    write(`${FOLDER}/authorized_keys`, 'Whom the computes let in.', open(`${client.publicKey}\n`)),
    key(FOLDER, 'root', 'With this key libvirt enters other computes.'),
    key(NOVA_FOLDER, 'nova', 'With this key nova enters other computes.'),
    write(`${FOLDER}/known_hosts`, 'Which host key is expected there.', open(`${ALIAS} ${host.publicKey}\n`)),
    write(`${FOLDER}/ssh_config`, 'How libvirt enters another compute.', clientConfig(FOLDER)),
    write(`${NOVA_FOLDER}/config`, 'How nova enters another compute, to copy disks.', clientConfig(NOVA_FOLDER)),
    write(MIGRATION_SSH, 'libvirt starts this in place of ssh.', rendered('ssh.liquid'), 'root', 0o755),
    write(unitPath, 'Runs that sshd.', rendered('migration.service.liquid')),
    serviceRunning({
      id: `nova/migration@${name}`,
      machine: name,
      unit: UNIT,
      explains: 'Other computes move instances here through it.',
      files: [unitPath, `${FOLDER}/sshd_config`, `${FOLDER}/host_key`],
      packages: ['openssh-server'],
    }),
    serviceAnswers({
      id: `nova/migration-answers@${name}`,
      machine: name,
      what: 'ssh for migration',
      address: { host: management, port: PORT },
      unit: UNIT,
    }),
  ]
}

function hidden(content: Secret): Rendered {
  return { content, shown: `${MASK}\n` }
}

function open(content: string): Rendered {
  return { content, shown: content }
}
