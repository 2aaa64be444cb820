/** An OpenStack API as Debian runs it: uWSGI behind a unit, listening on the management address only. */
import { z } from 'zod'
import type { CloudMachine } from '../config/cloud.ts'
import type { Step } from '../core/step.ts'
import { renderTemplate, type Template } from '../core/template.ts'
import { configFile } from '../steps/configFile.ts'
import { serviceAnswers } from '../steps/serviceAnswers.ts'
import { serviceRunning } from '../steps/serviceRunning.ts'
import type { ComponentContext } from './component.ts'

export interface UwsgiApi {
  readonly component: string
  readonly machine: CloudMachine
  /** The unit's name and the package's, like glance-api. */
  readonly name: string
  /** Name of the init script's variable file below /etc/default where it differs from `name` (neutron: neutron-server). */
  readonly defaults?: string
  /** The system user, which also names /var/lib and /var/log folders. */
  readonly project: string
  readonly ini: string
  readonly wsgi: string
  readonly port: number
  /** A person's name for it: "the image API". */
  readonly what: string
  /** A path that needs no token and does not fail while other services are down. */
  readonly path: string
  /** One process is enough for a home cloud and saves 100 MB each (packaged: 8–16). */
  readonly processes?: number
  readonly threads: number
  /** Further lines of the package's ini. */
  readonly options?: readonly string[]
  /** Configuration files the process reads. */
  readonly files: readonly string[]
  /** Packages whose newer version means a restart. */
  readonly packages: readonly string[]
}

const ini: Template<
  Record<'name' | 'project' | 'wsgi', string> & { processes: number; threads: number; options: readonly string[] }
> = {
  path: 'shared/uwsgi.ini.liquid',
  format: 'ini',
  schema: z.object({
    name: z.string(),
    project: z.string(),
    wsgi: z.string(),
    processes: z.int().positive(),
    threads: z.int().positive(),
    options: z.array(z.string()).readonly(),
  }),
}

const defaults: Template<{ address: string; port: number; ini: string }> = {
  path: 'shared/uwsgi.default.liquid',
  format: 'text',
  schema: z.object({ address: z.ipv4(), port: z.int(), ini: z.string() }),
}

/** Its two files, the unit, and the proof that it answers. */
export function uwsgiApi({ texts }: ComponentContext, api: UwsgiApi): Step[] {
  const { component, name, what } = api
  const machine = api.machine.name
  const address = api.machine.management
  const defaultsPath = `/etc/default/${api.defaults ?? name}`
  const values = { ...api, processes: api.processes ?? 1, options: api.options ?? [] }
  return [
    configFile({
      id: `${component}/${name}-uwsgi.ini@${machine}`,
      machine,
      path: api.ini,
      explains: `How many processes and threads serve ${what}.`,
      content: renderTemplate(ini, texts, values),
    }),
    configFile({
      id: `${component}/${name}-default@${machine}`,
      machine,
      path: defaultsPath,
      explains: `Makes ${what} listen on ${address} only; the package would listen everywhere.`,
      content: renderTemplate(defaults, texts, { address, port: api.port, ini: api.ini }),
    }),
    serviceRunning({
      id: `${component}/${name}@${machine}`,
      machine,
      unit: `${name}.service`,
      explains: `Runs ${what}.`,
      files: [...api.files, api.ini, defaultsPath],
      packages: api.packages,
    }),
    serviceAnswers({
      id: `${component}/${name}-answers@${machine}`,
      machine,
      what,
      address: { host: address, port: api.port, path: api.path },
      unit: `${name}.service`,
    }),
  ]
}
