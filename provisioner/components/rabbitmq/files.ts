/** RabbitMQ's files: where it listens, how its node is called, and who may use it. */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { reveal, Secret } from '../../core/secret.ts'
import type { Step } from '../../core/step.ts'
import { renderTemplate, type Template } from '../../core/template.ts'
import { configFile } from '../../steps/configFile.ts'
import { PORTS } from '../addresses.ts'
import type { ComponentContext } from '../component.ts'
import { secretValue } from '../secretValue.ts'

const CONF = '/etc/rabbitmq/rabbitmq.conf'
const ENVIRONMENT = '/etc/rabbitmq/rabbitmq-env.conf'
export const DEFINITIONS = '/etc/rabbitmq/definitions.json'
export const EPMD_DROP_IN = '/etc/systemd/system/epmd.socket.d/stackstead.conf'

/** What the broker reads at its start. */
export const FILES: readonly string[] = [CONF, ENVIRONMENT, DEFINITIONS]

const conf: Template<{ address: string; port: number; watermark: number; definitions: string }> = {
  path: 'rabbitmq/rabbitmq.conf.liquid',
  format: 'text',
  schema: z.object({ address: z.ipv4(), port: z.int(), watermark: z.number(), definitions: z.string() }),
}

const definitions: Template<{ passwordHash: Secret }> = {
  path: 'rabbitmq/definitions.json.liquid',
  format: 'text',
  schema: z.object({ passwordHash: secretValue }),
}

const fixed = (path: string): Template<Record<string, never>> => ({ path, format: 'text', schema: z.object({}) })

export function rabbitmqFiles(
  { secrets, texts }: ComponentContext,
  machine: string,
  values: { readonly address: string; readonly watermark: number },
): Step[] {
  const readable = { owner: 'root', group: 'rabbitmq', mode: 0o640 }
  return [
    configFile({
      id: `rabbitmq/epmd-address@${machine}`,
      machine,
      path: EPMD_DROP_IN,
      explains: "Keeps Erlang's directory of processes on the loopback address; the package listens everywhere.",
      content: renderTemplate(fixed('rabbitmq/epmd.socket.conf.liquid'), texts, {}),
    }),
    configFile({
      id: `rabbitmq/environment@${machine}`,
      machine,
      path: ENVIRONMENT,
      explains: 'Names the node so that it still finds its data when the machine is renamed.',
      content: renderTemplate(fixed('rabbitmq/rabbitmq-env.conf.liquid'), texts, {}),
    }),
    configFile({
      id: `rabbitmq/config@${machine}`,
      machine,
      path: CONF,
      explains: 'Makes the broker listen on the management address only and leave memory to others.',
      content: renderTemplate(conf, texts, { ...values, port: PORTS.rabbitmq, definitions: DEFINITIONS }),
    }),
    configFile({
      id: `rabbitmq/definitions@${machine}`,
      machine,
      path: DEFINITIONS,
      explains: "The broker's one account and its rights, loaded at each start; with it no guest account is made.",
      content: renderTemplate(definitions, texts, { passwordHash: passwordHash(secrets.get('rabbitmq/openstack')) }),
      meta: readable,
    }),
  ]
}

/**
 * RabbitMQ's salted SHA-256 (rabbitmq.com/docs/passwords): base64 of a four-byte salt and SHA-256(salt + password). The
 * salt follows from the password, so that the file stays the same from run to run.
 */
export function passwordHash(password: Secret): Secret {
  const text = Buffer.from(reveal(password), 'utf8')
  const salt = createHash('sha256').update('stackstead rabbitmq salt').update(text).digest().subarray(0, 4)
  const hash = createHash('sha256').update(salt).update(text).digest()
  return new Secret(Buffer.concat([salt, hash]).toString('base64'))
}
