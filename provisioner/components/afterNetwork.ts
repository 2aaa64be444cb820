/** A unit that keeps trying while its address is not there yet: services that listen on one address need this at boot. */
import { z } from 'zod'
import type { Step } from '../core/step.ts'
import { renderTemplate, type Template, type TemplateTexts } from '../core/template.ts'
import { configFile } from '../steps/configFile.ts'

const dropIn: Template<Record<string, never>> = {
  path: 'shared/afterNetwork.conf.liquid',
  format: 'text',
  schema: z.object({}),
}

/** Where the drop-in of a unit lies: the unit's step names it among its files. */
export function afterNetworkPath(unit: string): string {
  return `/etc/systemd/system/${unit}.d/stackstead.conf`
}

/** For units that Debian starts once and gives up on: apache2, memcached. */
export function afterNetwork(texts: TemplateTexts, at: { component: string; machine: string; unit: string }): Step {
  return configFile({
    id: `${at.component}/${at.unit}-after-network@${at.machine}`,
    machine: at.machine,
    path: afterNetworkPath(at.unit),
    explains:
      'At boot the management address may come up after this service; it then tries again instead of giving up.',
    content: renderTemplate(dropIn, texts, {}),
  })
}
