/** The way back of files: noted, written and put back by the scripts themselves, in a folder. */
import { describe, expect, test, vi } from 'vitest'
import { configFile } from '../../../provisioner/steps/configFile.ts'
import { filesRestored } from '../../../provisioner/steps/removal/filesRestored.ts'
import { readOf } from '../../support/components.ts'
import { StandInMachine } from '../../support/standInMachine.ts'

vi.setConfig({ testTimeout: 60_000 })

function written(machine: StandInMachine, path: string): void {
  const content = { content: 'ours\n', shown: 'ours\n' }
  const step = configFile({ id: 'x@m1', machine: 'm1', path: machine.path(path), explains: 'for a test', content })
  machine.apply(step.actions(machine.facts(step.reads)))
}

function machine(): StandInMachine {
  const made = new StandInMachine()
  for (const name of ['dpkg-query', 'getent', 'systemctl']) made.program(name)
  made.program('dpkg', 'exit 1')
  return made
}

describe('files are put back', () => {
  test('as they were, or are removed with the folders made for them', () => {
    using one = machine()
    one.write("/etc/it's/own.conf", 'of the person\n')
    one.run({ script: 'chmod 604 "etc/it\'s/own.conf"' })
    written(one, "/etc/it's/own.conf")
    written(one, '/etc/new/deep/made.conf')
    written(one, '/etc/shared/made.conf')
    one.write('/etc/shared/of the person', 'x\n')

    const step = filesRestored('m1', [])
    expect(step.check(one.facts(step.reads))).toEqual({
      state: 'change',
      changes: [
        { kind: 'file', operation: 'update', subject: one.path("/etc/it's/own.conf"), summary: 'as it was before' },
        { kind: 'file', operation: 'delete', subject: one.path('/etc/new/deep/made.conf') },
        { kind: 'file', operation: 'delete', subject: one.path('/etc/shared/made.conf') },
      ],
    })
    one.calls()
    one.apply(step.actions(one.facts(step.reads)))
    expect(one.read("/etc/it's/own.conf")).toBe('of the person\n')
    expect(one.run({ script: 'stat -c %a "etc/it\'s/own.conf"; find etc | sort' }).stdout).toBe(
      "604\netc\netc/it's\netc/it's/own.conf\netc/shared\netc/shared/of the person\n",
    )
    expect(one.calls()).toEqual(['systemctl daemon-reload'])
    expect(step.check(one.facts(step.reads))).toEqual({ state: 'ok' })
  })

  test('never into a folder that was not there before and will go whole', () => {
    const step = filesRestored('m1', ['/etc/nova', '/etc/novae'])
    const output = [
      'exists',
      'file\t/etc/nova/a.conf\tyes\tyes',
      'file\t/etc/novae/b.conf\tyes\tno',
      'file\t/etc/gone.conf\tno\tno',
      'own\t/etc/nova',
    ]
    const read = readOf(step.reads, { manifest: { stdout: output.join('\n') } })
    expect(step.check(read)).toMatchObject({
      changes: [
        { operation: 'delete', subject: '/etc/nova/a.conf' },
        { operation: 'update', subject: '/etc/novae/b.conf' },
      ],
    })
  })

  test('again after a power cut in the middle: the manifest is emptied last', () => {
    using one = machine()
    one.write('/etc/a.conf', 'of the person\n')
    written(one, '/etc/a.conf')
    written(one, '/etc/b.conf')
    one.program('mv', 'exit 1')
    const step = filesRestored('m1', [])
    expect(() => one.apply(step.actions(one.facts(step.reads)))).toThrow('status 1')
    expect(one.read('/etc/a.conf')).toBe('ours\n')
    one.program('mv', 'exec /bin/mv "$@"')
    one.apply(step.actions(one.facts(step.reads)))
    expect(one.read('/etc/a.conf')).toBe('of the person\n')
    expect(one.read('/etc/b.conf')).toBeUndefined()
    expect(one.run({ script: 'ls etc' }).stdout).toBe('a.conf\n')
  })

  test('again after a power cut before folders went and systemd read its units anew', () => {
    using one = machine()
    written(one, '/etc/new/made.conf')
    one.program('systemctl', 'exit 1')
    const step = filesRestored('m1', [])
    expect(() => one.apply(step.actions(one.facts(step.reads)))).toThrow('status 1')
    expect(one.read('/manifest/files')).toBe(`${one.path('/etc/new/made.conf')}\n`)
  })

  test('again after a disk that was full: what was kept goes only when all is back', () => {
    using one = machine()
    one.write('/etc/a.conf', 'of the person\n')
    written(one, '/etc/a.conf')
    one.program('cp', 'exit 1')
    const step = filesRestored('m1', [])
    expect(() => one.apply(step.actions(one.facts(step.reads)))).toThrow('status 1')
    one.program('cp', 'exec /bin/cp "$@"')
    one.apply(step.actions(one.facts(step.reads)))
    expect(one.read('/etc/a.conf')).toBe('of the person\n')
  })

  test('once: a power cut after the last leaves no note by which it would be deleted', () => {
    using one = machine()
    one.write('/etc/a.conf', 'of the person\n')
    written(one, '/etc/a.conf')
    one.program('rm', 'case "$*" in *original) exit 1 ;; esac; exec /bin/rm "$@"')
    const step = filesRestored('m1', [])
    expect(() => one.apply(step.actions(one.facts(step.reads)))).toThrow('status 1')
    expect(step.check(one.facts(step.reads))).toEqual({ state: 'ok' })
    expect(one.read('/etc/a.conf')).toBe('of the person\n')
  })
})

test('a machine without a manifest has nothing to put back', () => {
  const step = filesRestored('m1', ['/etc/nova'])
  expect(step.check(readOf(step.reads, { manifest: { stdout: '' } }))).toEqual({ state: 'ok' })
})
