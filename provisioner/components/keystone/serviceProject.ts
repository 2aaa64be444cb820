/** The project in which the services' own users live. */
import { machineOf } from '../../config/cloud.ts'
import type { Step } from '../../core/step.ts'
import { apiState } from '../../facts/api.ts'
import { apiObjects } from '../../steps/apiObjects.ts'
import { adminAccess } from '../addresses.ts'
import type { ComponentContext } from '../component.ts'

export function serviceProject(context: ComponentContext): Step {
  const machine = machineOf(context.cloud, 'keystone').name
  const access = adminAccess(context)
  const projects = apiState(access, 'identity', '/v3/projects')
  const body = { project: { name: 'service', domain_id: 'default', description: 'Accounts of the OpenStack services' } }
  return apiObjects({
    id: `keystone/service-project@${machine}`,
    machine,
    access,
    title: 'Create the project of the services',
    explains: "Glance, Nova and the others act as users of this project, apart from people's projects.",
    reads: [projects],
    subjects: ['project service'],
    missing: (read) => {
      const { projects: rows } = read(projects) as { projects: { name: string }[] }
      if (rows.some((row) => row.name === 'service')) return []
      const request = { service: 'identity', method: 'POST', path: '/v3/projects', body } as const
      return [{ operation: 'create', subject: 'project service', request }]
    },
  })
}
