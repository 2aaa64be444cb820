/** Projects, users, roles, application credentials (Identity API v3). No command and no file ever shows a password. */
import { expect, test } from 'vitest'
import { ACTIONS } from '../../../provisioner/actions/index.ts'
import { explained, refused, sent, typed } from '../../support/explained.ts'

const thing = { id: 'x1', name: 'lab' }

test('a project: in the default domain unless told, changed, deleted', () => {
  expect(sent('project.create', { name: 'lab', description: 'ours' })).toEqual([
    ['POST /v3/projects', { project: { name: 'lab', domain_id: 'default', description: 'ours' } }],
  ])
  expect(typed('project.create', { name: 'lab', isEnabled: false })).toEqual([
    'openstack project create --domain default --disable lab',
  ])
  expect(sent('project.update', { ...thing, newName: 'lab2' })).toEqual([
    ['PATCH /v3/projects/x1', { project: { name: 'lab2' } }],
  ])
  // With --description and nothing, the command would change nothing.
  expect(typed('project.update', { ...thing, newName: 'lab2', description: '' })).toEqual([
    'openstack project set --name lab2 --property description= x1',
  ])
  expect(sent('project.delete', thing)).toEqual(['DELETE /v3/projects/x1'])
})

const PASSWORD = 'correct horse "battery"'

test('a user: made with a password nobody sees, changed, given another, deleted', () => {
  const wanted = { name: 'ann', password: PASSWORD, email: 'ann@example.org', defaultProjectId: 'p1' }
  const shown = explained('user.create', wanted)
  expect(JSON.stringify(shown)).not.toContain('horse')
  expect(shown.requests[0]?.body).toContain('"password": "••••"')
  expect(shown.commands).toEqual([
    'openstack user create --domain default --password-prompt --email ann@example.org --project p1 ann',
  ])
  expect(shown.terraform).toContain('password           = var.user_password')
  expect(sent('user.update', { ...thing, email: '' })).toEqual([['PATCH /v3/users/x1', { user: { email: '' } }]])
  expect(typed('user.update', { ...thing, email: '', newName: 'ann2' })).toEqual([expect.stringMatching(/^# /)])
  expect(sent('user.update', { ...thing, isEnabled: false })).toEqual([
    ['PATCH /v3/users/x1', { user: { enabled: false } }],
  ])
  expect(typed('user.setPassword', { ...thing, password: PASSWORD })).toEqual([
    'openstack user set --password-prompt x1',
  ])
  expect(sent('user.delete', thing)).toEqual(['DELETE /v3/users/x1'])
})

test('a role in a project, given and taken', () => {
  const wanted = {
    user: { id: 'u1', name: 'ann' },
    project: { id: 'p1', name: 'lab' },
    role: { id: 'r1', name: 'member' },
  }
  expect(sent('role.grant', wanted)).toEqual(['PUT /v3/projects/p1/users/u1/roles/r1'])
  expect(typed('role.grant', wanted)).toEqual(['openstack role add --user u1 --project p1 r1'])
  expect(sent('role.revoke', wanted)).toEqual(['DELETE /v3/projects/p1/users/u1/roles/r1'])
  expect(ACTIONS['role.grant'].attempted(wanted)).toBe('Giving ann the role member in lab')
})

test('an application credential: of oneself, with some roles, until then', () => {
  const wanted = {
    userId: 'u1',
    name: 'ci',
    roleIds: ['r1'],
    expiresAt: '2027-01-01T00:00:00.500Z',
    isUnrestricted: false,
  }
  expect(sent('applicationCredential.create', wanted)).toEqual([
    [
      'POST /v3/users/u1/application_credentials',
      {
        application_credential: {
          ...{ name: 'ci', roles: [{ id: 'r1' }], expires_at: '2027-01-01T00:00:00.500Z', unrestricted: false },
        },
      },
    ],
  ])
  expect(typed('applicationCredential.create', wanted)).toEqual([
    'openstack application credential create --role r1 --expiration 2027-01-01T00:00:00 --restricted ci',
  ])
  const answer = { application_credential: { id: 'ac1', secret: 'told once' } }
  expect(ACTIONS['applicationCredential.create'].answer.parse(answer)).toBe('ac1')
  expect(sent('applicationCredential.delete', { id: 'ac1', name: 'ci', userId: 'u1' })).toEqual([
    'DELETE /v3/users/u1/application_credentials/ac1',
  ])
})

test('what administrators alone may do says so, and what anybody may do for himself', () => {
  const names = ['project.create', 'project.update', 'project.delete', 'user.create', 'user.update'] as const
  const more = ['user.setPassword', 'user.delete', 'role.grant', 'role.revoke'] as const
  for (const name of [...names, ...more]) expect(ACTIONS[name].role).toBe('admin')
  expect(ACTIONS['applicationCredential.create'].role).toBe('reader')
})

test.each([
  ['project.create', { name: 'x'.repeat(65) }],
  ['user.create', { name: 'ann', password: 'short' }],
  ['user.create', { name: 'ann', email: 'nobody' }],
  ['user.setPassword', thing],
  ['role.grant', { user: thing, project: thing }],
  ['applicationCredential.create', { userId: 'u1', name: 'ci', expiresAt: 'tomorrow' }],
] as const)('%s refuses %j', (name, input) => {
  expect(refused(name, input)).toBeDefined()
})
