/** First use: what a new cloud needs before anybody can start an instance. */
import { z } from 'zod'
import { machineOf } from '../../config/cloud.ts'
import type { Phase } from '../../core/step.ts'
import { adminAccess } from '../addresses.ts'
import { type Component, type ComponentContext, settingsOf } from '../component.ts'
import { flavors } from './flavors.ts'
import { keyPair } from './keyPair.ts'
import { networks } from './networks.ts'
import { router } from './router.ts'
import { securityGroup } from './securityGroup.ts'
import { testImage } from './testImage.ts'

const settings = z.strictObject({
  enabled: z
    .boolean()
    .default(true)
    .describe(
      'Whether flavors, first networks, a router, a security group, a key pair and a test image are made, and made again where one is missing. Source: Stackstead. Switch it off to delete them for good.',
    ),
})

export const firstUse: Component = {
  id: 'first-use',
  requires: ['glance'],
  settings,
  packages: (_cloud, machine) => (machine.parts.includes('glance') ? ['qemu-utils'] : []),
  phases: (context) => (settingsOf(context.cloud, 'first-use', settings).enabled ? phases(context) : []),
  leaves: { paths: [], units: [] },
}

/** The image waits for glance only, so that it is built while nova and neutron are set up. */
function phases(context: ComponentContext): readonly Phase[] {
  const { cloud, secrets } = context
  const machine = machineOf(cloud, 'keystone').name
  const access = adminAccess(context)
  const { group, rules } = securityGroup(machine, access)
  return [
    { title: 'Bring the test image', scope: 'cloud', steps: testImage(context) },
    {
      title: 'Make what the first instances need',
      scope: 'cloud',
      requires: ['nova', 'neutron'],
      steps: [
        flavors(machine, access),
        ...keyPair(machine, access, secrets),
        group,
        rules,
        ...networks(cloud, machine, access),
        ...router(cloud, machine, access),
      ],
    },
  ]
}
