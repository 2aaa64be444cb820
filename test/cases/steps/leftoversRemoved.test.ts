/** The end of a cloud on a machine: what was made for it goes, what was the person's stays, whatever it is called. */
import { expect, test, vi } from 'vitest'
import { leftoversRemoved } from '../../../provisioner/steps/removal/leftoversRemoved.ts'
import { readOf } from '../../support/components.ts'
import { StandInMachine } from '../../support/standInMachine.ts'

vi.setConfig({ testTimeout: 60_000 })

function machine(): StandInMachine {
  const made = new StandInMachine()
  made.program('dpkg', 'exit 1')
  for (const name of ['dpkg-query', 'pkill', 'userdel', 'groupdel']) made.program(name)
  made.program('getent', '[ "$2" != gone ] && printf "root:x:0:\\nnova:x:64060:\\nperson:x:1000:\\n"')
  made.write('/manifest/packages', '')
  made.write('/manifest/passwd', 'root\n')
  made.write('/manifest/group', 'root\n')
  return made
}

test('data, accounts and the manifest go; folders of the person and what else is in shared ones stay', () => {
  using one = machine()
  one.write('/srv/nova/instances/disk', 'data')
  one.write('/srv/mysql/of the person', 'data')
  one.write('/srv/shared/full/x', 'data')
  one.run({ script: "mkdir -p srv/shared/empty 'srv/shared/odd name'; ln -s ../mysql srv/nova/link" })
  const [nova, mysql] = [one.path('/srv/nova'), one.path('/srv/mysql')]
  one.write('/manifest/before', `\t${nova}\tabsent\n\t${mysql}\tthere\n`)
  const folders = ['/srv/shared/empty', '/srv/shared/odd name', '/srv/shared/full', '/srv/never'].map((path) =>
    one.path(path),
  )
  const step = leftoversRemoved('m1', { paths: [nova, mysql], folders })

  const read = one.facts(step.reads)
  expect(step.check(read)).toMatchObject({
    changes: [
      { kind: 'file', operation: 'delete', subject: nova, summary: 'with all it holds' },
      { kind: 'user', operation: 'delete', subject: 'nova' },
      { kind: 'file', operation: 'delete', subject: '/var/lib/stackstead' },
    ],
  })
  one.calls()
  one.apply(step.actions(read))
  expect(one.run({ script: 'find srv | sort' }).stdout).toBe(
    'srv\nsrv/mysql\nsrv/mysql/of the person\nsrv/shared\nsrv/shared/full\nsrv/shared/full/x\n',
  )
  expect(one.calls().filter((call) => /^(userdel|groupdel|pkill)/.test(call))).toEqual([
    'pkill -KILL -u nova',
    'userdel --force -- nova',
    'groupdel -- nova',
  ])
  expect(one.read('/manifest/passwd')).toBeUndefined()
  expect(step.check(one.facts(step.reads))).toEqual({ state: 'ok' })
})

test('a rule for services that a power cut left goes, and the one of the person is back', () => {
  using one = machine()
  one.write('/sbin/policy-rc.d', '#!/bin/sh\n# stackstead: services start after they are configured\nexit 101\n')
  one.write('/sbin/policy-rc.d.stackstead', '')
  one.write('/manifest/policy-rc.d', '#!/bin/sh\n# of the person\n')
  const step = leftoversRemoved('m1', { paths: [], folders: [] })
  one.apply(step.actions(one.facts(step.reads)))
  expect(one.read('/sbin/policy-rc.d')).toContain('of the person')
  expect(one.run({ script: 'ls sbin' }).stdout).toBe('policy-rc.d\n')
})

test('a list of accounts that a full disk left empty makes none of them ours, root least of all', () => {
  using one = machine()
  for (const list of ['passwd', 'group']) one.write(`/manifest/${list}`, '')
  const step = leftoversRemoved('m1', { paths: [], folders: [] })
  const read = one.facts(step.reads)
  expect(step.check(read)).toMatchObject({ changes: [{ kind: 'file', subject: '/var/lib/stackstead' }] })
  one.calls()
  one.apply(step.actions(read))
  expect(one.calls().filter((call) => /^(userdel|groupdel|pkill)/.test(call))).toEqual([])
})

test('accounts that are gone already are passed over', () => {
  using one = machine()
  const step = leftoversRemoved('m1', { paths: [], folders: [] })
  const read = readOf(step.reads, { manifest: { stdout: 'exists\npasswd\tgone\ngroup\tgone\n' } })
  one.apply(step.actions(read))
  expect(one.calls().filter((call) => !call.startsWith('getent'))).toEqual([])
})

test('an account that cannot be deleted leaves the manifest, so that it can be repeated', () => {
  using one = machine()
  one.program('userdel', 'exit 8')
  const step = leftoversRemoved('m1', { paths: [], folders: [] })
  expect(() => one.apply(step.actions(one.facts(step.reads)))).toThrow('status 8')
  expect(one.read('/manifest/passwd')).toBe('root\n')
})

test.each([
  ['', { state: 'ok' }],
  ['exists\n', { changes: [{ operation: 'delete', subject: '/var/lib/stackstead' }] }],
  ['exists\ngroup\tkvm\n', { changes: [{ kind: 'user', subject: 'kvm' }, {}] }],
  // Noted as absent before, but not there now either.
  ['exists\nown\t/srv/nova\n', { changes: [{ subject: '/var/lib/stackstead' }] }],
])('a manifest that says %j', (stdout, verdict) => {
  const step = leftoversRemoved('m1', { paths: ['/srv/nova'], folders: [] })
  expect(step.check(readOf(step.reads, { manifest: { stdout }, files: { stdout: '' } }))).toMatchObject(verdict)
})

test('a folder that is the whole machine is not one of those a cloud has made', () => {
  const step = leftoversRemoved('m1', { paths: ['/srv/nova'], folders: [] })
  const read = readOf(step.reads, { manifest: { stdout: 'exists\nown\t/\nown\t/home\n' }, files: { stdout: '' } })
  const [action] = step.actions(read)
  expect(action?.kind === 'run' && action.command.script).toMatch(/^ *for path in ; do rm -rf/m)
})
