/** Tests of the memory and disk forecast against what was measured. */
import { describe, expect, it } from 'vitest'
import { forecast } from '../../../provisioner/config/forecast.ts'
import { PARTS } from '../../../provisioner/config/parts.ts'

describe('forecast', () => {
  it('is near what a controller and a compute were measured to take', () => {
    const controller = forecast(PARTS.filter((part) => part.role === 'controller').map((part) => part.id))
    expect(controller.memory).toBeGreaterThan(2300)
    expect(controller.memory).toBeLessThan(2800)
    const compute = forecast(['nova-compute', 'neutron-ovn-metadata-agent'])
    // 0.54 GiB for the compute and 250 MiB for a first guest.
    expect(compute.memory).toBeGreaterThan(550 + 200)
    expect(compute.memory).toBeLessThan(1000)
  })

  it('names the largest part first, and nothing for a machine without parts', () => {
    expect(forecast(['memcached', 'mariadb']).parts.map((part) => part.id)).toEqual(['mariadb', 'memcached'])
    expect(forecast([])).toEqual({ memory: 0, disk: 0, parts: [] })
  })
})
