/** The catalogue: where each API of the cloud is. */
import type { ServiceType } from '../actions/apiCall.ts'
import { StacksteadError } from '../core/errors.ts'
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
export function endpointOf(token: Token, type: ServiceType, region: string): string {
  const service = token.catalog.find((one) => one.type === type)
  const endpoints = service?.endpoints.filter((one) => one.region === region) ?? []
  const found = endpoints.find((one) => one.interface === 'public') ?? endpoints[0]
  if (found === undefined) {
    throw new StacksteadError({
      code: 'api',
      message: `The cloud's catalogue has no ${type} service in ${region}.`,
      remedy: '"stackstead apply" registers the services that cloud.yaml names.',
    })
  }
  const url = withoutProject(type, found.url.replace(/\/+$/, ''))
  const version = VERSION_IN_PATH[type]
  return version === undefined ? url : url.replace(version, '')
}

function withoutProject(type: ServiceType, url: string): string {
  return type === 'compute' ? url.replace(PROJECT_IN_PATH, '$1') : url
}
