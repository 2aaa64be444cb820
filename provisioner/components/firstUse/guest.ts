/** What the test image consists of besides Debian's kernel, busybox and ssh server: a few scripts, from templates. */
import { z } from 'zod'
import { reveal } from '../../core/secret.ts'
import { renderTemplate, type TemplateTexts } from '../../core/template.ts'

/** Kernel modules in the order they are loaded; the guest skips those that a kernel has built in. */
export const MODULES = ['failover', 'net_failover', 'virtio_net', 'virtio_blk', 'virtio-rng', 'button', 'evdev']

export interface GuestFile {
  /** Below the root of the guest. */
  readonly path: string
  readonly content: string
  readonly executable: boolean
}

export function guestFiles(texts: TemplateTexts): readonly GuestFile[] {
  const text = <Values>(name: string, schema: z.ZodType<Values>, values: Values): string =>
    reveal(renderTemplate({ path: `first-use/${name}.liquid`, format: 'text', schema }, texts, values).content)
  const script = (name: string): GuestFile => ({
    path: `etc/stackstead/${name}`,
    content: text(name, z.object({}), {}),
    executable: true,
  })
  const boot = text('boot', z.object({ modules: z.string() }), { modules: MODULES.join(' ') })
  return [
    { path: 'etc/inittab', content: text('inittab', z.object({}), {}), executable: false },
    { path: 'etc/stackstead/boot', content: boot, executable: true },
    ...['say', 'address', 'introduce', 'ssh'].map(script),
    // busybox acpid runs this when the power button is pressed, which is how Nova asks an instance to shut down.
    { path: 'etc/acpi/PWRF/00000080', content: '#!/bin/sh\npoweroff\n', executable: true },
    { path: 'etc/passwd', content: 'root:x:0:0:root:/root:/bin/sh\n', executable: false },
    { path: 'etc/group', content: 'root:x:0:\n', executable: false },
    { path: 'www/index.html', content: '<!doctype html><title>Starting</title><p>Starting.</p>\n', executable: false },
  ]
}
