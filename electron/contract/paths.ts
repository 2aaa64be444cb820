/** Why an instance is or is not reached: each link of the way to it, the broken one, and what would mend it. */
import { z } from 'zod'
import type { PathAnswer, PathLink } from '../../provisioner/index.ts'
import { request } from './call.ts'
import { cloudId } from './names.ts'

export type { PathAnswer, PathLink }

export const paths = {
  /** Reads what the cloud says of the way, and tries it where that is possible: a TCP connection, which says nothing and is closed. */
  'paths.check': request<PathAnswer>()(
    z
      .strictObject({
        cloud: cloudId,
        /** Its id. */
        server: z.string().min(1).max(255),
        protocol: z.enum(['tcp', 'udp', 'icmp']),
        port: z.int('A whole number.').min(1, 'Ports begin with 1.').max(65_535, 'Ports end with 65535.').optional(),
        from: z.literal('this-computer').default('this-computer'),
      })
      .refine(({ port, protocol }) => (protocol === 'icmp') === (port === undefined), {
        path: ['port'],
        message: 'TCP and UDP need a port; ping has none.',
      }),
  ),
}
