/** As whom one logs in to an instance of an image: what its properties say, else what is known of its distribution. */
import { IMAGE_CATALOGUE } from './imageCatalogue.ts'
import type { Image } from './images.ts'

/** Beside those of the catalogue, by os_distro as libosinfo names them; each distribution's own documentation. */
const OTHERS: Readonly<Record<string, string>> = {
  arch: 'arch',
  centos: 'cloud-user',
  freebsd: 'freebsd',
  opensuse: 'opensuse',
  rhel: 'cloud-user',
  rocky: 'rocky',
  sles: 'sles',
}

const LOGINS: ReadonlyMap<string, string> = new Map([
  ...Object.entries(OTHERS),
  ...IMAGE_CATALOGUE.map(({ login, properties }) => [properties.os_distro ?? '', login] as const),
])

/** Undefined where nothing is known of it. */
export function imageLogin({ name, properties }: Pick<Image, 'name' | 'properties'>): string | undefined {
  const said = properties.os_admin_user
  if (typeof said === 'string' && said !== '') return said
  const distro = properties.os_distro
  const known = typeof distro === 'string' ? LOGINS.get(distro.toLowerCase()) : undefined
  if (known !== undefined) return known
  const words = name.toLowerCase()
  return [...LOGINS].find(([named]) => named !== '' && words.includes(named.replace(/linux$/, '')))?.[1]
}
