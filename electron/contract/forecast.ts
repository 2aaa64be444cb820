/** Whether new instances would fit: asked while a form is being filled in. */
import { z } from 'zod'
import { ACTIONS } from '../../provisioner/actions/index.ts'
import type { PlacementForecast } from '../../provisioner/index.ts'
import { request } from './call.ts'
import { cloudId } from './names.ts'

export type { HostForecast, PlacementForecast } from '../../provisioner/index.ts'

const { count, zone, host } = ACTIONS['server.create'].input.shape
const { cpus, memory, disk, ephemeral, swap } = ACTIONS['flavor.create'].input.shape
const texts = z.record(z.string().max(255), z.string().max(65_535))

/** As a flavor has it, whether there is such a flavor yet or not. */
const size = z.strictObject({ cpus, memory, disk, ephemeral, swap, extraSpecs: texts.default({}) })

export const forecasts = {
  /** Members of a project are told of its quota only, and why. */
  'servers.forecast': request<PlacementForecast>()(
    z.strictObject({
      cloud: cloudId,
      count,
      size,
      imageProperties: texts.default({}),
      zone,
      host,
      serverGroupId: z.string().min(1).max(255).optional(),
    }),
  ),
}
