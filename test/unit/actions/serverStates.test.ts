/** What an instance is told to do: each body as the api-ref has it, each command as python-openstackclient takes it. */
import { describe, expect, test } from 'vitest'
import { ACTIONS, type ActionName, type InputOfAction } from '../../../provisioner/actions/index.ts'
import { explained, refused, sent, typed } from '../../support/explained.ts'

const web = { id: 's1', name: 'web' }
const at = (version: string) => `openstack --os-compute-api-version ${version}`

function row<N extends ActionName>(
  name: N,
  more: Omit<InputOfAction<N>, 'id' | 'name'>,
  body: unknown,
  command: string,
) {
  return [name, { ...web, ...more } as unknown as InputOfAction<N>, body, command] as const
}

describe('POST /servers/{id}/action', () => {
  test.each([
    row('server.start', {}, { 'os-start': null }, 'openstack server start s1'),
    row('server.stop', {}, { 'os-stop': null }, 'openstack server stop s1'),
    row('server.rebootSoft', {}, { reboot: { type: 'SOFT' } }, 'openstack server reboot --soft s1'),
    row('server.rebootHard', {}, { reboot: { type: 'HARD' } }, 'openstack server reboot --hard s1'),
    row('server.pause', {}, { pause: null }, 'openstack server pause s1'),
    row('server.unpause', {}, { unpause: null }, 'openstack server unpause s1'),
    row('server.suspend', {}, { suspend: null }, 'openstack server suspend s1'),
    row('server.resume', {}, { resume: null }, 'openstack server resume s1'),
    row('server.shelve', {}, { shelve: null }, 'openstack server shelve s1'),
    row('server.shelveOffload', {}, { shelveOffload: null }, 'openstack server shelve --offload s1'),
    row('server.unshelve', {}, { unshelve: null }, 'openstack server unshelve s1'),
    row(
      'server.unshelve',
      { zone: 'east', host: 'c1' },
      { unshelve: { availability_zone: 'east', host: 'c1' } },
      `${at('2.91')} server unshelve --availability-zone east --host c1 s1`,
    ),
    row('server.resize', { flavorId: 'f2' }, { resize: { flavorRef: 'f2' } }, 'openstack server resize --flavor f2 s1'),
    row('server.confirmResize', {}, { confirmResize: null }, 'openstack server resize confirm s1'),
    row('server.revertResize', {}, { revertResize: null }, 'openstack server resize revert s1'),
    row('server.rebuild', { imageId: 'i2' }, { rebuild: { imageRef: 'i2' } }, 'openstack server rebuild --image i2 s1'),
    row(
      'server.rebuild',
      { imageId: 'i2', keyName: null },
      { rebuild: { imageRef: 'i2', key_name: null } },
      `${at('2.54')} server rebuild --image i2 --no-key-name s1`,
    ),
    row('server.rescue', {}, { rescue: null }, 'openstack server rescue s1'),
    row('server.unrescue', {}, { unrescue: null }, 'openstack server unrescue s1'),
    row(
      'server.createImage',
      { imageName: 'web 1', properties: { os: 'debian' } },
      { createImage: { name: 'web 1', metadata: { os: 'debian' } } },
      "openstack server image create --name 'web 1' --property os=debian s1",
    ),
    row('server.migrate', {}, { migrate: null }, 'openstack server migrate s1'),
    row('server.migrate', { host: 'c2' }, { migrate: { host: 'c2' } }, `${at('2.56')} server migrate --host c2 s1`),
    row(
      'server.liveMigrate',
      {},
      { 'os-migrateLive': { host: null, block_migration: 'auto' } },
      `${at('2.30')} server migrate --live-migration s1`,
    ),
    row(
      'server.liveMigrate',
      { host: 'c2' },
      { 'os-migrateLive': { host: 'c2', block_migration: 'auto' } },
      `${at('2.30')} server migrate --live-migration --host c2 s1`,
    ),
    row('server.evacuate', {}, { evacuate: {} }, `${at('2.94')} server evacuate s1`),
    row('server.evacuate', { host: 'c2' }, { evacuate: { host: 'c2' } }, `${at('2.94')} server evacuate --host c2 s1`),
    row(
      'server.resetState',
      { state: 'error' },
      { 'os-resetState': { state: 'error' } },
      'openstack server set --state error s1',
    ),
    row(
      'server.addSecurityGroup',
      { group: 'my web' },
      { addSecurityGroup: { name: 'my web' } },
      "openstack server add security group s1 'my web'",
    ),
    row(
      'server.removeSecurityGroup',
      { group: '-web' },
      { removeSecurityGroup: { name: '-web' } },
      'openstack server remove security group s1 -- -web',
    ),
  ])('%s %j', (name, input, body, command) => {
    expect(sent(name, input)).toEqual([['POST /servers/s1/action', body]])
    expect(typed(name, input)).toEqual([command])
  })
})

describe('Terraform', () => {
  const block = (attributes: string, note: string): string =>
    `resource "openstack_compute_instance_v2" "web" {\n  # ${note}\n${attributes}}\n`
  const made = <N extends ActionName>(name: N, more: Omit<InputOfAction<N>, 'id' | 'name'>, said?: string) =>
    row(name, more, said, '')
  const rest = 'The rest of its block stays as it is.'
  const whole = 'With those it keeps: Terraform takes away what is not in the list.'
  test.each([
    made('server.start', {}, block('  power_state = "active"\n', rest)),
    made('server.stop', {}, block('  power_state = "shutoff"\n', rest)),
    made('server.pause', {}, block('  power_state = "paused"\n', rest)),
    made('server.unpause', {}, block('  power_state = "active"\n', rest)),
    made('server.shelve', {}, block('  power_state = "shelved_offloaded"\n', rest)),
    made('server.unshelve', {}, block('  power_state = "active"\n', rest)),
    made('server.rename', { newName: 'shop' }, block('  name = "shop"\n', rest)),
    made('server.changeTags', { add: ['blue'] }, block('  tags = ["blue"]\n', whole)),
    made('server.addSecurityGroup', { group: 'g1', groupName: 'ssh' }, block('  security_groups = ["ssh"]\n', whole)),
  ])('keeps what %s %j makes of it', (name, input, terraform) => {
    expect(explained(name, input).terraform).toBe(terraform)
  })

  test.each([
    made('server.resize', { flavorId: 'f2' }, 'flavor_id = "f2"'),
    made('server.rebuild', { imageId: 'i2' }, 'image_id = "i2"'),
    made('server.changeMetadata', { set: { role: 'front' }, unset: ['old'] }, '"role" = "front"'),
  ])('says what %s %j makes of it, and what to heed', (name, input, said) => {
    expect(explained(name, input).terraform).toMatch(/\{\n {2}# .*\.\n/)
    expect(explained(name, input).terraform).toContain(said)
  })

  test.each([
    made('server.rebootSoft', {}),
    made('server.suspend', {}),
    made('server.resume', {}),
    made('server.unshelve', { zone: 'east' }),
    made('server.confirmResize', {}),
    made('server.rebuild', { imageId: 'i2', keyName: null }),
    made('server.changeTags', { remove: ['blue'] }),
    made('server.changeMetadata', { unset: ['role'] }),
    made('server.removeSecurityGroup', { group: 'g1' }),
    made('server.liveMigrate', {}),
  ])('has nothing for %s %j', (name, input) => {
    expect(explained(name, input).terraform).toBeUndefined()
  })
})

test('an instance evacuated runs again where it ran before: in the newest version that does so', () => {
  expect(explained('server.evacuate', web).requests[0]?.microversion).toBe('compute 2.94')
  expect(explained('server.start', web).requests[0]?.microversion).toBe('compute 2.96')
})

test('a password is sent and shown nowhere', () => {
  const input = { ...web, imageId: 'i2', password: 'correct horse' }
  for (const name of ['server.rescue', 'server.rebuild'] as const) {
    const shown = explained(name, input)
    expect(JSON.stringify(shown)).not.toContain('correct')
    expect(shown.commands[0]).toContain("--password '••••'")
  }
})

test('a live migration is ended, or finished, by its number', () => {
  const input = { ...web, migration: '7' }
  expect(sent('server.abortLiveMigration', input)).toEqual(['DELETE /servers/s1/migrations/7'])
  expect(typed('server.abortLiveMigration', input)).toEqual([`${at('2.24')} server migration abort s1 7`])
  expect(sent('server.forceLiveMigration', input)).toEqual([
    ['POST /servers/s1/migrations/7/action', { force_complete: null }],
  ])
  expect(typed('server.forceLiveMigration', input)).toEqual([`${at('2.22')} server migration force complete s1 7`])
  expect(refused('server.abortLiveMigration', { ...web, migration: '7/..' })).toBe('A number is needed.')
})

test('cards are given and taken', () => {
  const onNetwork = { ...web, card: { networkId: 'n1', address: '10.0.0.5' } }
  expect(sent('server.attachInterface', onNetwork)).toEqual([
    [
      'POST /servers/s1/os-interface',
      { interfaceAttachment: { net_id: 'n1', fixed_ips: [{ ip_address: '10.0.0.5' }] } },
    ],
  ])
  expect(typed('server.attachInterface', onNetwork)).toEqual([
    'openstack server add fixed ip --fixed-ip-address 10.0.0.5 s1 n1',
  ])
  expect(sent('server.attachInterface', { ...web, card: { networkId: 'n1' } })).toEqual([
    ['POST /servers/s1/os-interface', { interfaceAttachment: { net_id: 'n1' } }],
  ])
  const port = { ...web, card: { portId: 'p1' } }
  expect(sent('server.attachInterface', port)).toEqual([
    ['POST /servers/s1/os-interface', { interfaceAttachment: { port_id: 'p1' } }],
  ])
  expect(explained('server.attachInterface', port).terraform).toContain('port_id     = "p1"')
  expect(sent('server.detachInterface', { ...web, portId: 'p1' })).toEqual(['DELETE /servers/s1/os-interface/p1'])
})

test('metadata and tags are changed one by one, and the others left alone', () => {
  const metadata = { ...web, set: { 'a b': 'c=d' }, unset: ['old key'] }
  expect(sent('server.changeMetadata', metadata)).toEqual([
    ['POST /servers/s1/metadata', { metadata: { 'a b': 'c=d' } }],
    'DELETE /servers/s1/metadata/old%20key',
  ])
  expect(typed('server.changeMetadata', metadata)).toEqual([
    "openstack server set --property 'a b=c=d' s1",
    "openstack server unset --property 'old key' s1",
  ])
  expect(sent('server.changeTags', { ...web, add: ['ü?'], remove: ['b'] })).toEqual([
    'PUT /servers/s1/tags/%C3%BC%3F',
    'DELETE /servers/s1/tags/b',
  ])
  expect(sent('server.changeTags', web)).toEqual([])
})

test('what Nova’s default policy keeps to administrators says so', () => {
  const admins = Object.entries(ACTIONS).flatMap(([name, action]) =>
    name.startsWith('server.') && 'role' in action && action.role === 'admin' ? [name] : [],
  )
  expect(admins.sort()).toEqual([
    'server.abortLiveMigration',
    'server.evacuate',
    'server.forceLiveMigration',
    'server.liveMigrate',
    'server.migrate',
    'server.resetState',
    'server.shelveOffload',
  ])
})
