/** Keystone: who is known, what they may, and what somebody without an administrator's role is told. */
import { expect } from 'vitest'
import { reveal, Secret } from '../../../provisioner/core/secret.ts'
import { createApplicationCredential } from '../../../provisioner/openstack/applicationCredentials.ts'
import { openstack } from '../../../provisioner/openstack/openstack.ts'
import { checkAndPerform } from '../../../provisioner/openstack/perform.ts'
import { OURS, type Passage, refusal } from './passage.ts'

const PASSWORD = 'a-passage-of-the-tests-1'

export const identityPassages: readonly Passage[] = [
  {
    name: 'identity/lists',
    async run({ os }) {
      const { project, roles, user } = await os.session.token()
      expect(roles).toContain('admin')
      expect(await os.projects.list()).toContainEqual(expect.objectContaining({ id: project.id, isEnabled: true }))
      expect(await os.projects.mine()).toContainEqual(expect.objectContaining({ id: project.id }))
      expect(await os.projects.get(project.id)).toMatchObject({ name: project.name, domainId: 'default' })
      expect(await os.projects.get('0'.repeat(32))).toBeUndefined()
      expect(await os.projects.domains()).toContainEqual(expect.objectContaining({ id: 'default' }))
      expect(await os.users.list()).toContainEqual(expect.objectContaining({ id: user.id, name: user.name }))
      expect(await os.users.get(user.id)).toMatchObject({ isEnabled: true })
      expect((await os.roles.list()).map(({ name }) => name)).toEqual(
        expect.arrayContaining(['admin', 'manager', 'member', 'reader', 'service']),
      )
      const mine = await os.roleAssignments.list({ userId: user.id })
      expect(mine).toContainEqual(
        expect.objectContaining({
          role: expect.objectContaining({ name: 'admin' }),
          project: expect.objectContaining({ name: project.name }),
          isSystem: false,
        }),
      )
      const inProject = await os.roleAssignments.list({ projectId: project.id })
      expect(new Set(inProject.map(({ project }) => project?.name))).toEqual(new Set([project.name]))
      const all = await os.roleAssignments.list()
      expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
    },
  },
  {
    name: 'identity/member',
    async run({ as, os, perform }) {
      const project = { name: OURS, id: await perform('project.create', { name: OURS, description: 'of a test' }) }
      const user = { name: OURS, id: await perform('user.create', { name: OURS, password: PASSWORD }) }
      try {
        await perform('project.update', { ...project, description: 'of a test still' })
        expect(await os.projects.get(project.id)).toMatchObject({ description: 'of a test still' })
        await perform('user.update', { ...user, email: 'nobody@example.org' })
        expect(await os.users.get(user.id)).toMatchObject({ email: 'nobody@example.org', isEnabled: true })
        const [found] = (await os.roles.list()).filter(({ name }) => name === 'member')
        const role = { id: found?.id ?? '', name: 'member' }
        const login = { user: user.name, project: project.name, password: new Secret(PASSWORD) }
        expect((await refusal(as(login).session.token())).data).toMatchObject({ code: 'authentication', status: 401 })
        await perform('role.grant', { user, project, role })
        const theirs = await os.roleAssignments.list({ userId: user.id })
        expect(theirs).toMatchObject([{ role: { name: 'member' }, project: { id: project.id } }])
        const member = as(login)
        expect((await member.session.token()).roles).toEqual(expect.arrayContaining(['member', 'reader']))
        expect(await member.projects.mine()).toMatchObject([{ id: project.id }])
        expect(await member.servers.list()).toEqual([])
        expect((await member.flavors.list()).length).toBeGreaterThan(0)
        expect((await member.networks.list()).every(({ isExternal, isShared }) => isExternal || isShared)).toBe(true)
        for (const forbidden of [
          () => member.users.list(),
          () => member.hypervisors.list(),
          () => member.computeServices.list(),
          () => member.servers.list({ allProjects: true }),
          () =>
            checkAndPerform(member.session, 'flavor.create', { id: OURS, name: OURS, cpus: 1, memory: 64, disk: 0 }),
        ]) {
          const { data } = await refusal(forbidden())
          expect(data).toMatchObject({ code: 'api', status: 403 })
          expect(data.remedy).toContain('role')
        }
        await perform('user.setPassword', { ...user, password: `${PASSWORD}-2` })
        expect((await refusal(as(login).session.token())).data.code).toBe('authentication')
        await perform('role.revoke', { user, project, role })
        expect(await os.roleAssignments.list({ userId: user.id })).toEqual([])
      } finally {
        await perform('user.delete', user)
        await perform('project.delete', project)
      }
      expect(await os.users.get(user.id)).toBeUndefined()
    },
  },
  {
    name: 'identity/application-credential',
    async run({ credentials, fetch, os, perform }) {
      const { user } = await os.session.token()
      const made = await createApplicationCredential(os.session, { userId: user.id, name: OURS })
      try {
        const listed = await os.applicationCredentials.list()
        expect(listed).toContainEqual(expect.objectContaining({ id: made.id, name: OURS }))
        expect(reveal(made.secret).length).toBeGreaterThan(0)
        const { authUrl, region } = credentials
        const other = openstack({
          fetch,
          credentials: {
            ...{ kind: 'application-credential', authUrl, credential: { id: made.id }, secret: made.secret },
            ...(region === undefined ? {} : { region }),
          },
        })
        expect((await other.session.token()).user.id).toBe(user.id)
        expect((await other.projects.mine()).length).toBeGreaterThan(0)
      } finally {
        await perform('applicationCredential.delete', { id: made.id, name: OURS, userId: user.id })
      }
      expect((await os.applicationCredentials.list()).map(({ id }) => id)).not.toContain(made.id)
    },
  },
]
