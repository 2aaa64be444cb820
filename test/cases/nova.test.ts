/** Facts in, changes and actions out: nova's cells, the trial of KVM, and the keys by which computes reach each other. */
import ssh2 from 'ssh2'
import { describe, expect, test } from 'vitest'
import { sshKeyPair } from '../../provisioner/components/sshKeyPair.ts'
import type { Read } from '../../provisioner/core/fact.ts'
import { reveal, Secret } from '../../provisioner/core/secret.ts'
import type { Step } from '../../provisioner/core/step.ts'
import { trialState } from '../../provisioner/facts/virtualisation.ts'
import { cellsMapped, computeMapped } from '../../provisioner/steps/novaCells.ts'
import { virtualisationTried } from '../../provisioner/steps/virtualisationTried.ts'
import { readOf } from '../support/components.ts'

const CELL0 = {
  uuid: '00000000-0000-0000-0000-000000000000',
  name: 'cell0',
  transport: 'none:///',
  database: '{scheme}://{username}:{password}@{hostname}/nova_cell0?{query}',
}
const CELL1 = {
  uuid: '5b0e3c3e-0000-4000-8000-000000000001',
  name: 'cell1',
  transport: '{scheme}://{username}:{password}@{hostname}:{port}/{path}',
  database: '{scheme}://{username}:{password}@{hostname}/{path}?{query}',
}

function cellsRead(step: Step, cells: readonly object[], hosts: readonly string[] = []): Read {
  return readOf(step.reads, { 'nova-cells': { stdout: JSON.stringify({ cells, hosts }) } })
}

function commands(step: Step, read: Read): string[] {
  return step.actions(read).map((action) => (action.kind === 'run' ? action.command.script : action.path))
}

describe('the cells of nova', () => {
  const step = cellsMapped({ id: 'nova/cells@m1', machine: 'm1' })

  test('both there: nothing to do', () => {
    expect(step.check(cellsRead(step, [CELL0, CELL1]))).toEqual({ state: 'ok' })
  })

  test('none there: both are made, and no password is in an argument', () => {
    const read = cellsRead(step, [])
    expect(step.check(read)).toMatchObject({ changes: [{ subject: 'cell cell0' }, { subject: 'cell cell1' }] })
    const [first, second, ...more] = commands(step, read)
    expect(first).toContain('map_cell0 --database_connection')
    expect(second).toContain('create_cell --name cell1')
    expect(more).toEqual([])
    expect(`${first}${second}`).toContain('{password}')
  })

  test('one made by hand with an address of its own is brought to the template', () => {
    const read = cellsRead(step, [CELL0, { ...CELL1, database: 'other' }])
    expect(step.check(read)).toMatchObject({ changes: [{ operation: 'update', subject: 'cell cell1' }] })
    expect(commands(step, read)).toEqual([expect.stringContaining(`update_cell --cell_uuid ${CELL1.uuid}`)])
  })

  test('unknown while the database cannot be read', () => {
    const read = readOf(step.reads, { 'nova-cells': { status: 1, stderr: 'nova.conf is not written yet\n' } })
    expect(() => step.check(read)).toThrow('nova.conf is not written yet')
  })
})

describe('a compute in its cell', () => {
  const step = computeMapped({ id: 'nova/mapped-m2@m1', machine: 'm1', compute: 'm2' })

  test('runs on the machine of the API and serves the compute', () => {
    expect(step).toMatchObject({ machine: 'm1', serves: 'm2' })
  })

  test.each([
    [['m2', 'm3'], 'ok'],
    [['m3', 'm22'], 'change'],
  ])('mapped %j: %s', (hosts, state) => {
    expect(step.check(cellsRead(step, [CELL0, CELL1], hosts)).state).toBe(state)
  })
})

describe('the trial of KVM', () => {
  const step = virtualisationTried({ id: 'nova/virtualisation@m1', machine: 'm1' })
  const read = (stdout: string): Read => readOf(step.reads, { virtualisation: { stdout } })

  test.each([
    ['counting|1:10.0|6.12|CPU|extensions|device|\ncounting|1:10.0|6.12|CPU|extensions|device|\tkvm\n', 'kvm'],
    ['counting|1:10.0|6.12|CPU|||\ncounting|1:10.0|6.12|CPU|||\tqemu\n', 'qemu'],
  ])('a trial that still holds is not repeated', (printed, found) => {
    expect(step.check(read(printed))).toEqual({ state: 'ok' })
    expect(read(printed)(trialState)).toEqual({ found })
  })

  test.each([
    ['never tried', 'counting|1:10.0|6.12|CPU|||\n'],
    ['another kernel', 'counting|1:10.0|6.13|CPU|||\ncounting|1:10.0|6.12|CPU|||\tkvm\n'],
    ['a record cut off', 'counting|1:10.0|6.12|CPU|||\ncounting|1:10.0|6.12|CPU|||\n'],
  ])('%s: it is made', (_why, printed) => {
    expect(step.check(read(printed)).state).toBe('change')
  })
})

describe('keys that follow from a secret', () => {
  const pair = sshKeyPair(new Secret('a secret of the cloud'), 'nova')

  test('the private key is one that ssh reads, and belongs to the public one', () => {
    const key = ssh2.utils.parseKey(reveal(pair.privateKey))
    if (key instanceof Error) throw key
    expect(key.type).toBe('ssh-ed25519')
    expect(`ssh-ed25519 ${key.getPublicSSH().toString('base64')} nova`).toBe(pair.publicKey)
    const signature = key.sign('text')
    const known = ssh2.utils.parseKey(pair.publicKey)
    if (known instanceof Error || signature instanceof Error) throw new Error('no signature')
    expect(known.verify('text', signature)).toBe(true)
  })

  test('is the same every time, and another for another secret or purpose', () => {
    expect(sshKeyPair(new Secret('a secret of the cloud'), 'nova').publicKey).toBe(pair.publicKey)
    expect(sshKeyPair(new Secret('another'), 'nova').publicKey).not.toBe(pair.publicKey)
    expect(sshKeyPair(new Secret('a secret of the cloud'), 'host').publicKey).not.toBe(pair.publicKey)
  })
})
