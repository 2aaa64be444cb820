/** nova.conf, for whichever of nova's parts a machine runs. */
import { z } from 'zod'
import type { CloudMachine } from '../../config/cloud.ts'
import type { PartId } from '../../config/parts.ts'
import type { Secret } from '../../core/secret.ts'
import type { Step } from '../../core/step.ts'
import { renderTemplate, type Template } from '../../core/template.ts'
import { configFile } from '../../steps/configFile.ts'
import { databaseUrl, messagingUrl, PORTS, serviceAuth } from '../addresses.ts'
import { type ComponentContext, settingsOf } from '../component.ts'
import { secretValue } from '../secretValue.ts'
import { type ServiceAuth, serviceAuthSchema } from '../serviceAuth.ts'
import { CONF, settings } from './settings.ts'

interface NovaConf {
  readonly host: string
  readonly address: string
  readonly messaging: Secret
  /** Null on a machine that only computes: it reaches the database through the conductor. */
  readonly database: {
    readonly api: Secret
    readonly cell: Secret
    readonly cell0: Secret
    readonly conductorWorkers: number
    readonly schedulerWorkers: number
  } | null
  readonly auth: ServiceAuth
  readonly neutronPassword: Secret
  readonly metadataSecret: Secret | null
  readonly consolePort: number
}

const config: Template<NovaConf> = {
  path: 'nova/nova.conf.liquid',
  format: 'ini',
  schema: z.object({
    host: z.string(),
    address: z.ipv4(),
    messaging: secretValue,
    database: z
      .object({
        api: secretValue,
        cell: secretValue,
        cell0: secretValue,
        conductorWorkers: z.int(),
        schedulerWorkers: z.int(),
      })
      .nullable(),
    auth: serviceAuthSchema,
    neutronPassword: secretValue,
    metadataSecret: secretValue.nullable(),
    consolePort: z.int(),
  }),
}

/** The console proxy asks the cell's database whether a token is good. */
const CONTROL = ['nova-api', 'nova-conductor', 'nova-scheduler', 'nova-metadata', 'nova-novncproxy'] as const

export function hasPart(machine: CloudMachine, ...parts: readonly PartId[]): boolean {
  return parts.some((part) => machine.parts.includes(part))
}

export function isControl(machine: CloudMachine): boolean {
  return hasPart(machine, ...CONTROL)
}

export function novaConf(context: ComponentContext, machine: CloudMachine): Step {
  const { secrets, texts, cloud } = context
  const chosen = settingsOf(cloud, 'nova', settings)
  const database = {
    api: databaseUrl(context, 'nova', 'nova_api'),
    cell: databaseUrl(context, 'nova'),
    cell0: databaseUrl(context, 'nova', 'nova_cell0'),
    conductorWorkers: chosen.conductor_workers,
    schedulerWorkers: chosen.scheduler_workers,
  }
  return configFile({
    id: `nova/config@${machine.name}`,
    machine: machine.name,
    path: CONF,
    explains: 'Where nova finds the broker, keystone and the other services, and who it is among them.',
    content: renderTemplate(config, texts, {
      host: machine.name,
      address: machine.management,
      messaging: messagingUrl(context),
      database: isControl(machine) ? database : null,
      auth: serviceAuth(context, 'nova'),
      neutronPassword: secrets.get('neutron/keystone'),
      metadataSecret: hasPart(machine, 'nova-metadata', 'nova-api') ? secrets.get('neutron/metadata') : null,
      consolePort: PORTS['nova-novncproxy'],
    }),
    meta: { owner: 'root', group: 'nova', mode: 0o640 },
  })
}
