/** Instances by name or id, without reading all there are. */
import type { Openstack } from '../../index.ts'
import { type Kind, oneOf } from './oneOf.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const INSTANCE: Kind = ['instance', 'instances']

/** Rejects with `invalid-input` where there is none, or several have the name. */
export async function serverNamed(os: Openstack, wanted: string) {
  const byId = UUID.test(wanted) ? await os.servers.get(wanted) : undefined
  if (byId !== undefined) return byId
  const alike = await os.servers.list({ name: wanted })
  if (alike.some(({ name }) => name === wanted)) return oneOf(INSTANCE, wanted, alike)
  return oneOf(INSTANCE, wanted, await os.servers.list())
}
