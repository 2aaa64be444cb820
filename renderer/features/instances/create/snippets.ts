/** Parts of a cloud-config people want again and again; each a beginning to change, from cloud-init's own documentation. */
import type { CloudConfigPart } from './cloudConfig.ts'

export interface Snippet {
  readonly id: string
  readonly title: string
  readonly explains: string
  readonly part: (around: { readonly publicKey: string | undefined }) => CloudConfigPart
}

/** https://docs.cloud-init.io/en/latest/reference/modules.html */
export const SNIPPETS: readonly Snippet[] = [
  {
    id: 'user',
    title: 'A user without password',
    explains: 'Logs in by the key only, and may use sudo. The image keeps its usual user.',
    part: ({ publicKey }) => ({
      users: [
        'default',
        {
          ...{ name: 'me', shell: '/bin/bash', sudo: 'ALL=(ALL) NOPASSWD:ALL', lock_passwd: true },
          ssh_authorized_keys: publicKey === undefined ? [] : [publicKey],
        },
      ],
    }),
  },
  {
    id: 'packages',
    title: 'Packages',
    explains: 'From the distribution, after its lists were refreshed.',
    part: () => ({ package_update: true, packages: ['git', 'htop'] }),
  },
  {
    id: 'docker',
    title: 'Docker (Debian, Ubuntu)',
    explains: "The distribution's own package, started at once.",
    part: () => ({
      package_update: true,
      packages: ['docker.io'],
      runcmd: [['systemctl', 'enable', '--now', 'docker']],
    }),
  },
  {
    id: 'upgrade',
    title: 'All updates',
    explains: 'Installed at the first start, with a restart where one is needed.',
    part: () => ({ package_update: true, package_upgrade: true, package_reboot_if_required: true }),
  },
  {
    id: 'growpart',
    title: 'Grow the disk',
    explains: 'The partition of / and its file system fill the disk of the flavor.',
    part: () => ({ growpart: { mode: 'auto', devices: ['/'] }, resize_rootfs: true }),
  },
  {
    id: 'mount',
    title: 'Mount a second disk',
    explains: 'Formats /dev/vdb where it is empty, and mounts it below /data.',
    part: () => ({
      fs_setup: [{ device: '/dev/vdb', filesystem: 'ext4', label: 'data', overwrite: false }],
      mounts: [['/dev/vdb', '/data', 'ext4', 'defaults,nofail', '0', '2']],
    }),
  },
  {
    id: 'file',
    title: 'A file',
    explains: 'Written with its owner and mode.',
    part: () => ({
      write_files: [{ path: '/etc/motd', owner: 'root:root', permissions: '0644', content: 'Welcome.\n' }],
    }),
  },
  {
    id: 'command',
    title: 'A command',
    explains: 'Run once, at the end of the first start.',
    part: () => ({ runcmd: [['touch', '/var/lib/ready']] }),
  },
]
