/** Well-known cloud images: where their makers publish them, and the file with the checksums beside. Nothing is mirrored. */

export type Architecture = 'x86_64' | 'aarch64'

export interface CatalogueImage {
  readonly id: string
  readonly title: string
  readonly architecture: Architecture
  readonly url: string
  /** Where the checksum is published, or what it is for a file that never changes. */
  readonly checksum: { readonly url: string } | { readonly algorithm: 'sha256'; readonly value: string }
  readonly format: 'qcow2'
  /** The user whose key is put in by cloud-init. */
  readonly login: string
  /** GiB: the disk inside, rounded up. */
  readonly minDisk: number
  /** MiB it boots with, in its maker's words. */
  readonly minMemory: number
  /** What a person should know before. */
  readonly note?: string
  /** os_distro as libosinfo names it, and what makes it run well (Glance, Useful image properties). */
  readonly properties: Readonly<Record<string, string>>
}

/** An image of both architectures; `name` is what the maker calls it there. */
interface Published extends Pick<CatalogueImage, 'title' | 'login' | 'minDisk' | 'minMemory' | 'note'> {
  readonly id: string
  readonly distro: string
  readonly version: string
  /** Folder and file for an architecture, and the checksum's file in the same folder. */
  at(architecture: Architecture): { readonly folder: string; readonly file: string; readonly sums: string }
}

/** Debian's and Ubuntu's word for an architecture. */
const DEBIAN: Readonly<Record<Architecture, string>> = { x86_64: 'amd64', aarch64: 'arm64' }

const debian = (version: string, codename: string): Published => ({
  ...{ id: `debian-${version}`, title: `Debian ${version}`, distro: 'debian', version, login: 'debian' },
  ...{ minDisk: 3, minMemory: 256 },
  at: (architecture) => ({
    folder: `https://cloud.debian.org/images/cloud/${codename}/latest`,
    file: `debian-${version}-genericcloud-${DEBIAN[architecture]}.qcow2`,
    sums: 'SHA512SUMS',
  }),
})

const ubuntu = (version: string, codename: string): Published => ({
  ...{ id: `ubuntu-${version}`, title: `Ubuntu ${version} LTS`, distro: 'ubuntu', version, login: 'ubuntu' },
  ...{ minDisk: 4, minMemory: 512 },
  at: (architecture) => ({
    folder: `https://cloud-images.ubuntu.com/releases/${codename}/release`,
    file: `ubuntu-${version}-server-cloudimg-${DEBIAN[architecture]}.img`,
    sums: 'SHA256SUMS',
  }),
})

const alma = (version: string, note?: string): Published => ({
  ...{ id: `almalinux-${version}`, title: `AlmaLinux ${version}`, distro: 'almalinux', version, login: 'almalinux' },
  ...{ minDisk: 10, minMemory: 1024, ...(note === undefined ? {} : { note }) },
  at: (architecture) => ({
    folder: `https://repo.almalinux.org/almalinux/${version}/cloud/${architecture}/images`,
    file: `AlmaLinux-${version}-GenericCloud-latest.${architecture}.qcow2`,
    sums: 'CHECKSUM',
  }),
})

const fedora = (version: string, compose: string): Published => ({
  ...{ id: `fedora-${version}`, title: `Fedora Cloud ${version}`, distro: 'fedora', version, login: 'fedora' },
  ...{ minDisk: 5, minMemory: 1024 },
  at: (architecture) => ({
    folder: `https://download.fedoraproject.org/pub/fedora/linux/releases/${version}/Cloud/${architecture}/images`,
    file: `Fedora-Cloud-Base-Generic-${version}-${compose}.${architecture}.qcow2`,
    sums: `Fedora-Cloud-${version}-${compose}-${architecture}-CHECKSUM`,
  }),
})

const alpine = (release: string, version: string): Published => ({
  ...{ id: `alpine-${release}`, title: `Alpine ${release}`, distro: 'alpinelinux', version, login: 'alpine' },
  ...{ minDisk: 1, minMemory: 128 },
  at: (architecture) => {
    const firmware = architecture === 'aarch64' ? 'uefi' : 'bios'
    const file = `generic_alpine-${version}-${architecture}-${firmware}-cloudinit-r0.qcow2`
    return { folder: `https://dl-cdn.alpinelinux.org/alpine/v${release}/releases/cloud`, file, sums: `${file}.sha512` }
  },
})

const PUBLISHED: readonly Published[] = [
  debian('13', 'trixie'),
  debian('12', 'bookworm'),
  ubuntu('24.04', 'noble'),
  ubuntu('22.04', 'jammy'),
  alma(
    '10',
    'Needs a CPU of level x86-64-v3 (2013 or later), which instances see only with cpu_mode host-passthrough or host-model.',
  ),
  alma('9'),
  fedora('43', '1.6'),
  alpine('3.23', '3.23.5'),
]

const cirros: CatalogueImage = {
  ...{ id: 'cirros-0.6.3-x86_64', title: 'CirrOS 0.6.3', architecture: 'x86_64', format: 'qcow2' },
  url: 'https://download.cirros-cloud.net/0.6.3/cirros-0.6.3-x86_64-disk.img',
  // Only MD5 is published beside it; the file of a version never changes.
  checksum: { algorithm: 'sha256', value: '7d6355852aeb6dbcd191bcda7cd74f1536cfe5cbf8a10495a7283a8396e4b75b' },
  ...{ login: 'cirros', minDisk: 1, minMemory: 128 },
  note: 'For trying a cloud out, not for work: its password is known (gocubsgo).',
  properties: { ...virtio('x86_64'), os_distro: 'cirros', os_version: '0.6.3' },
}

export const IMAGE_CATALOGUE: readonly CatalogueImage[] = [
  ...PUBLISHED.flatMap((one) => [listed(one, 'x86_64'), listed(one, 'aarch64')]),
  cirros,
]

function listed(one: Published, architecture: Architecture): CatalogueImage {
  const { file, folder, sums } = one.at(architecture)
  return {
    id: `${one.id}-${architecture}`,
    title: one.title,
    architecture,
    url: `${folder}/${file}`,
    checksum: { url: `${folder}/${sums}` },
    format: 'qcow2',
    login: one.login,
    minDisk: one.minDisk,
    minMemory: one.minMemory,
    ...(one.note === undefined || architecture !== 'x86_64' ? {} : { note: one.note }),
    properties: { ...virtio(architecture), os_distro: one.distro, os_version: one.version },
  }
}

function virtio(architecture: Architecture): Record<string, string> {
  return {
    architecture,
    hw_disk_bus: 'virtio',
    hw_vif_model: 'virtio',
    hw_rng_model: 'virtio',
    // Arm machines boot by UEFI only.
    ...(architecture === 'aarch64' ? { hw_firmware_type: 'uefi', hw_machine_type: 'virt' } : {}),
  }
}
