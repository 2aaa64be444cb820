/** The catalogue: where each API of the cloud is. */
import type { ServiceType } from '../actions/apiCall.ts'
import { StacksteadError } from '../core/errors.ts'
import type { Credentials } from './credentials.ts'
import type { Token } from './token.ts'

/** Versions some catalogues carry in their addresses and paths here begin with. */
const VERSION_IN_PATH: Readonly<Partial<Record<ServiceType, RegExp>>> = {
  identity: /\/v3$/,
  image: /\/v2(\.\d+)?$/,
  network: /\/v2\.0$/,
}

/** Older clouds carry the project too, where Nova no longer needs it (since its version 2.18). */
const PROJECT_IN_PATH = /(\/v2(?:\.1)?)\/[^/]+$/

/** The service's address without a slash at its end and, where paths name the version themselves, without it. */
export function endpointOf(token: Token, type: ServiceType, { interface: face = 'public', region }: Place): string {
  const all = token.catalog.find((one) => one.type === type)?.endpoints ?? []
  // What is of no region serves all of them.
  const regions = [...new Set(all.map((one) => one.region))].filter((one) => one !== '')
  if (region === undefined && regions.length > 1) throw ambiguous(regions)
  const endpoints = region === undefined ? all : all.filter((one) => one.region === region || one.region === '')
  const found = endpoints.find((one) => one.interface === face) ?? endpoints[0]
  if (found === undefined) throw missing(type, region)
  const url = withoutProject(type, found.url.replace(/\/+$/, ''))
  const version = VERSION_IN_PATH[type]
  return version === undefined ? url : url.replace(version, '')
}

function withoutProject(type: ServiceType, url: string): string {
  return type === 'compute' ? url.replace(PROJECT_IN_PATH, '$1') : url
}

type Place = Pick<Credentials, 'interface' | 'region'>

function missing(type: ServiceType, region: string | undefined): StacksteadError {
  return new StacksteadError({
    code: 'api',
    message: `The cloud's catalogue has no ${type} service${region === undefined ? '' : ` in ${region}`}.`,
    remedy: '"stackstead apply" registers the services that cloud.yaml names.',
  })
}

function ambiguous(regions: readonly string[]): StacksteadError {
  return new StacksteadError({
    code: 'invalid-input',
    message: `The cloud has the regions ${regions.join(', ')}, and none was chosen.`,
    remedy: 'Write region_name into its entry in clouds.yaml.',
  })
}
