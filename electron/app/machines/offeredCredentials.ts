/** Credentials a form has given and no login has proved yet: in memory only, by cloud and machine. */
import { Secret } from '../../../provisioner/core/secret.ts'
import type { CredentialKind, Credentials, Secrets } from './credentials.ts'

export interface OfferedCredentials {
  of(cloud: string, machine: string): Secrets
  /** Given anew, one takes the place of the one before; an empty text takes it away. */
  add(cloud: string, machine: string, given: Credentials): void
  find(secret: Secret): { readonly cloud: string; readonly machine: string; readonly kind: CredentialKind } | undefined
  remove(secret: Secret): void
  rename(cloud: string, machine: string, name: string): void
  /** Of one machine, or of the whole cloud. */
  forget(cloud: string, machine?: string): void
}

export function offeredCredentials(): OfferedCredentials {
  const clouds = new Map<string, Map<string, Secrets>>()
  const of = (cloud: string, machine: string): Secrets => clouds.get(cloud)?.get(machine) ?? {}
  const put = (cloud: string, machine: string, secrets: Secrets): void => {
    const machines = clouds.get(cloud) ?? new Map<string, Secrets>()
    if (Object.keys(secrets).length === 0) machines.delete(machine)
    else machines.set(machine, secrets)
    clouds.set(cloud, machines)
  }
  const find: OfferedCredentials['find'] = (secret) => {
    for (const [cloud, machines] of clouds)
      for (const [machine, secrets] of machines)
        for (const kind of kindsOf(secrets)) if (secrets[kind] === secret) return { cloud, machine, kind }
    return undefined
  }
  return {
    of,
    add(cloud, machine, given) {
      put(cloud, machine, { ...kindsOf(given).reduce(without, of(cloud, machine)), ...secretsOf(given) })
    },
    find,
    remove(secret) {
      const found = find(secret)
      if (found !== undefined) put(found.cloud, found.machine, without(of(found.cloud, found.machine), found.kind))
    },
    rename(cloud, machine, name) {
      const former = of(cloud, machine)
      put(cloud, machine, {})
      put(cloud, name, { ...former, ...of(cloud, name) })
    },
    forget(cloud, machine) {
      if (machine === undefined) clouds.delete(cloud)
      else put(cloud, machine, {})
    },
  }
}

/** Those with a text, as secrets. */
export function secretsOf(credentials: Credentials): Secrets {
  const found = kindsOf(credentials).flatMap((kind) => {
    const text = credentials[kind]
    return text === undefined || text === '' ? [] : [[kind, new Secret(text)] as const]
  })
  return Object.fromEntries(found)
}

/** Kinds that are spoken of: one that is left out is not touched. */
function kindsOf(all: Credentials | Secrets): readonly CredentialKind[] {
  return (Object.keys(all) as CredentialKind[]).filter((kind) => all[kind] !== undefined)
}

function without(secrets: Secrets, kind: CredentialKind): Secrets {
  const { [kind]: _gone, ...rest } = secrets
  return rest
}
