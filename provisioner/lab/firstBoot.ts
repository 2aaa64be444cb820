/** How a machine with a ready layer boots the first time: as though its packages had just been installed. */
import { existsSync } from 'node:fs'
import { cp, mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The target of the first boot: what the base starts, and nothing the layer added. */
export const FIRST_BOOT = 'lab-first-boot.target'

const UNIT_FOLDERS = ['etc/systemd/system', 'usr/lib/systemd/system']

/**
 * Installing on hardware leaves services enabled, yet not started, because the engine forbids it while it installs. The
 * first boot does the same: the base's services are wanted, those of the layer not; and its sockets and timers, which
 * any boot would want, are in conflict with the target, which takes their start out of the boot without disabling them.
 */
export async function writeFirstBoot(base: string, upper: string): Promise<void> {
  const units = join(upper, 'usr/local/lib/systemd/system')
  await mkdir(join(units, `${FIRST_BOOT}.wants`), { recursive: true })
  for (const folder of UNIT_FOLDERS) {
    const wants = join(base, folder, 'multi-user.target.wants')
    if (existsSync(wants))
      await cp(wants, join(units, `${FIRST_BOOT}.wants`), { recursive: true, verbatimSymlinks: true })
  }
  const added = await addedToBoot(base, upper)
  const text = `[Unit]
Description=First boot of a lab machine from a ready layer
Requires=basic.target
After=basic.target
${added.map((unit) => `Conflicts=${unit}\n`).join('')}`
  await writeFile(join(units, FIRST_BOOT), text)
}

/** Units the layer hooks into targets every boot passes. */
async function addedToBoot(base: string, upper: string): Promise<string[]> {
  const added = new Set<string>()
  for (const folder of UNIT_FOLDERS) {
    const entries = await readdir(join(upper, folder)).catch(() => [])
    for (const wants of entries.filter((name) => /\.target\.wants$/.test(name) && !name.startsWith('multi-user.'))) {
      for (const unit of await readdir(join(upper, folder, wants)))
        if (!existsSync(join(base, folder, wants, unit))) added.add(unit)
    }
  }
  return [...added].sort()
}
