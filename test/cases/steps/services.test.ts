/** Units in, changes and commands out: services that should run, that should not, and that end before they are removed. */
import { describe, expect, test, vi } from 'vitest'
import type { Read } from '../../../provisioner/core/fact.ts'
import type { Step } from '../../../provisioner/core/step.ts'
import { manifestState } from '../../../provisioner/facts/manifest.ts'
import { noteFile } from '../../../provisioner/steps/manifest.ts'
import { unitsAsBefore } from '../../../provisioner/steps/removal/unitsAsBefore.ts'
import { unitsStopped } from '../../../provisioner/steps/removal/unitsStopped.ts'
import { serviceRunning } from '../../../provisioner/steps/serviceRunning.ts'
import { serviceStopped } from '../../../provisioner/steps/serviceStopped.ts'
import { readOf } from '../../support/components.ts'
import { StandInMachine } from '../../support/standInMachine.ts'

vi.setConfig({ testTimeout: 60_000 })

interface Unit {
  readonly load?: string
  readonly file?: string
  readonly active?: string
  readonly started?: string
}

/** Seconds since the epoch of the time in {@link STARTED}. */
const START = Date.parse('2026-11-22T15:58:00Z') / 1000
const STARTED = 'Sun 2026-11-22 15:58:00.500000 UTC'

/** What `systemctl show` prints of each unit. */
function shown(...units: readonly Unit[]): string {
  return units
    .map(({ load = 'loaded', file = 'enabled', active = 'active', started = STARTED }) =>
      [
        `ExecMainStartTimestamp=${started}`,
        `LoadState=${load}`,
        `ActiveState=${active}`,
        `UnitFileState=${file}`,
        `ActiveEnterTimestamp=${active === 'active' ? STARTED : ''}`,
      ].join('\n'),
    )
    .join('\n\n')
}

const running = serviceRunning({
  id: 'nova/api@m1',
  machine: 'm1',
  unit: 'nova-api.service',
  explains: 'for a test',
  files: ['/etc/nova/nova.conf', '/etc/nova/api-paste.ini'],
  packages: ['nova-api', 'python3-nova'],
})

/** Ages in seconds after the start of the process; a negative one is older than it. */
function state(unit: Unit, ages: { conf?: number; paste?: number; api?: number; library?: number } = {}): Read {
  const file = (path: string, age: number | undefined) =>
    age === undefined ? '' : `stat\t640\troot\tnova\t${START + age}\t9\tregular file\t${path}\n`
  const pack = (name: string, age: number | undefined) =>
    age === undefined ? '' : `package\t${name}\t1.0\tinstalled\t${START + age}\n`
  return readOf(running.reads, {
    units: { stdout: `${shown(unit)}\n` },
    files: { stdout: file('/etc/nova/nova.conf', ages.conf) + file('/etc/nova/api-paste.ini', ages.paste) },
    packages: { stdout: pack('nova-api', ages.api) + pack('python3-nova', ages.library) },
  })
}

const summaries = (step: Step, read: Read): (string | undefined)[] => {
  const verdict = step.check(read)
  return verdict.state === 'change' ? verdict.changes.map((change) => change.summary) : []
}
const scripts = (step: Step, read: Read): string =>
  step
    .actions(read)
    .map((action) => (action.kind === 'run' ? action.command.script : ''))
    .join('\n')

describe('a service that should run', () => {
  test.each<[string, Unit, Parameters<typeof state>[1], readonly string[]]>([
    ['runs', {}, { conf: -10, paste: -10, api: -100, library: -100 }, []],
    ['runs, with none of its files there', {}, {}, []],
    ['has never been started', { file: 'disabled', active: 'inactive', started: '' }, {}, ['enable', 'start']],
    ['has died', { active: 'failed' }, { conf: 10 }, ['start']],
    ['is still starting', { active: 'activating' }, {}, ['start']],
    ['is masked', { file: 'masked', active: 'inactive' }, {}, ['enable', 'start']],
    ['runs, but not after a reboot', { file: 'disabled' }, {}, ['enable']],
    ['cannot be told to start at boot', { file: 'static' }, {}, []],
    ['comes from init.d', { file: 'generated' }, {}, []],
    ['has a newer file', {}, { conf: -1, paste: 1 }, ['restart: /etc/nova/api-paste.ini is newer than the process']],
    ['has a file written in the second it started', {}, { conf: 0.4 }, []],
    [
      'has a file written right after it started',
      {},
      { conf: 0.6 },
      ['restart: /etc/nova/nova.conf is newer than the process'],
    ],
    ['has a newer package', {}, { library: 5 }, ['restart: python3-nova is newer than the process']],
    [
      'has a process of its own only by its state',
      { started: '' },
      { conf: 1 },
      ['restart: /etc/nova/nova.conf is newer than the process'],
    ],
  ])('%s', (_what, unit, ages, expected) => {
    expect(summaries(running, state(unit, ages))).toEqual(expected)
  })

  test('is restarted where it runs, started where it does not, and left alone where only its link is missing', () => {
    expect(scripts(running, state({}, { conf: 1 }))).toContain('systemctl restart nova-api.service')
    expect(scripts(running, state({ active: 'failed' }))).toContain('systemctl start nova-api.service')
    expect(scripts(running, state({ file: 'disabled' }))).not.toMatch(/systemctl (re)?start/)
    expect(scripts(running, state({ file: 'masked' }))).toContain('systemctl unmask --quiet nova-api.service')
  })

  test('that does not start fails with the last lines of its log', () => {
    using machine = new StandInMachine()
    machine.program('systemctl', 'case "$1" in restart|start) exit 1 ;; esac')
    machine.program('journalctl', 'echo "permission denied: /etc/nova/nova.conf"')
    const [enable, start] = running.actions(state({ active: 'inactive' }))
    if (enable?.kind !== 'run' || start?.kind !== 'run') throw new Error('no commands')
    expect(machine.run(enable.command).status).toBe(0)
    expect(machine.run(start.command)).toMatchObject({ status: 1, stderr: 'permission denied: /etc/nova/nova.conf\n' })
    expect(start.remedy).toBe('Look at "journalctl -u nova-api.service" on m1.')
    expect(machine.calls()).toEqual([
      'systemctl daemon-reload',
      'systemctl unmask --quiet nova-api.service',
      'systemctl enable --quiet nova-api.service',
      'systemctl reset-failed nova-api.service',
      'systemctl start nova-api.service',
      'journalctl --no-pager -n 15 -o cat -u nova-api.service',
    ])
  })

  test('is unknown where systemd does not say', () => {
    const read = readOf(running.reads, { units: { status: 1, stderr: 'Failed to connect to bus' } })
    expect(() => running.check(read)).toThrow('systemctl described 0 of 1 units')
  })
})

describe('a service that should not run', () => {
  const stopped = serviceStopped({ id: 'x@m1', machine: 'm1', unit: 'epmd.service', explains: 'for a test' })
  test.each<[Unit, readonly string[]]>([
    [{ load: 'not-found', file: '', active: 'inactive' }, []],
    [{ file: 'disabled', active: 'inactive' }, []],
    [{ file: 'disabled', active: 'failed' }, []],
    [{}, ['disable', 'stop']],
    [{ active: 'inactive' }, ['disable']],
    [{ file: 'static' }, ['stop']],
    [{ file: 'disabled', active: 'activating' }, ['stop']],
  ])('%j: %j', (unit, expected) => {
    expect(summaries(stopped, readOf(stopped.reads, { units: { stdout: shown(unit) } }))).toEqual(expected)
    expect(scripts(stopped, readOf(stopped.reads, {}))).toBe('systemctl disable --now --quiet epmd.service')
  })
})

describe('services of a machine that is left', () => {
  const step = unitsStopped('m1', ['nova-api.service', 'glance-api.service', 'apache2.service'])
  const read = (manifest: string) =>
    readOf(step.reads, {
      manifest: { stdout: manifest },
      units: {
        stdout: shown({ active: 'reloading' }, { active: 'inactive' }, { load: 'not-found', active: 'inactive' }),
      },
    })

  test('end where they run, and every one there is no longer starts at boot', () => {
    expect(step.check(read('exists\n'))).toMatchObject({ changes: [{ subject: 'nova-api.service', summary: 'stop' }] })
    const script = scripts(step, read('exists\n'))
    expect(script).toContain('disable --now --quiet nova-api.service glance-api.service ')
    expect(script).not.toContain('apache2')
  })

  test('go on where they ran before Stackstead came', () => {
    const noted = (state: string) =>
      `exists\nunit\tId=nova-api.service\tLoadState=loaded\tActiveState=${state}\tUnitFileState=enabled\tInvocationID=abc\n`
    expect(step.check(read(noted('active')))).toEqual({ state: 'ok' })
    expect(scripts(step, read(noted('active')))).not.toContain('nova-api')
    expect(scripts(step, read(noted('inactive')))).toContain('--quiet nova-api.service')
  })

  test('are left alone on a machine Stackstead never changed', () => {
    expect(step.check(read(''))).toEqual({ state: 'ok' })
  })

  test('end even where one of them cannot be disabled', () => {
    using machine = new StandInMachine()
    machine.program('systemctl', '[ "$1" != disable ]')
    machine.apply(step.actions(read('exists\n')))
    expect(machine.calls().at(-1)).toBe('systemctl stop nova-api.service glance-api.service')
  })
})

describe('services that were there before', () => {
  const step = unitsAsBefore('m1')
  const unit = (id: string, active: string, file: string) =>
    `unit\tId=${id}\tLoadState=loaded\tActiveState=${active}\tUnitFileState=${file}\tInvocationID=${active === 'active' ? 'first' : ''}\n`
  const done = (units: string, now: { active?: boolean; invocation?: string; sub?: string; boot?: string }) => {
    using machine = new StandInMachine()
    const { active = true, invocation = 'second', sub = 'running', boot = 'enabled' } = now
    machine.program(
      'systemctl',
      `case "$*" in is-active*) ${active} ;; is-enabled*) echo ${boot} ;; *Invocation*) echo ${invocation} ;; *SubState*) echo ${sub} ;; esac`,
    )
    machine.apply(step.actions(readOf(step.reads, { manifest: { stdout: `exists\n${units}` } })))
    return machine.calls().filter((call) => !/^systemctl (is-|show)/.test(call))
  }

  test.each<[string, string, Parameters<typeof done>[1], readonly string[]]>([
    ['runs as it did, untouched', unit('chrony.service', 'active', 'enabled'), { invocation: 'first' }, []],
    ['was restarted', unit('chrony.service', 'active', 'enabled'), {}, ['restart -- chrony.service']],
    [
      'was stopped and disabled',
      unit('chrony.service', 'active', 'enabled'),
      { active: false, invocation: 'first', sub: 'dead', boot: 'disabled' },
      ['enable --quiet -- chrony.service', 'start -- chrony.service'],
    ],
    ['is a socket', unit('libvirtd.socket', 'active', 'enabled'), {}, ['start -- libvirtd.socket']],
    [
      'has no process',
      unit('libvirt-guests.service', 'active', 'static'),
      { sub: 'exited' },
      ['start -- libvirt-guests.service'],
    ],
    [
      'ran, but not after a reboot',
      unit('a.service', 'active', 'disabled'),
      {},
      ['disable --quiet -- a.service', 'restart -- a.service'],
    ],
    ['was masked', unit('a.service', 'inactive', 'masked'), { boot: 'disabled' }, ['mask --quiet -- a.service']],
    ['was only there', unit('a.service', 'inactive', 'static'), {}, []],
  ])('%s', (_what, units, now, expected) => {
    expect(done(units, now)).toEqual(expected.map((call) => `systemctl ${call}`))
  })

  test('one that does not start does not keep the cloud from going', () => {
    using machine = new StandInMachine()
    machine.program('systemctl', 'exit 1')
    const stdout = `exists\n${unit('a.service', 'active', 'enabled')}${unit('b.service', 'active', 'static')}`
    machine.apply(step.actions(readOf(step.reads, { manifest: { stdout } })))
    expect(machine.calls().filter((call) => call.includes(' start '))).toHaveLength(2)
  })

  test('are so once, until something is noted again', () => {
    using machine = new StandInMachine()
    for (const name of ['systemctl', 'getent', 'dpkg']) machine.program(name)
    machine.write('/manifest/units', 'Id=a.service\nLoadState=loaded\nActiveState=active\nUnitFileState=static\n')
    const check = () => step.check(machine.facts(step.reads)).state
    expect(check()).toBe('change')
    machine.apply(step.actions(machine.facts(step.reads)))
    expect(check()).toBe('ok')
    expect(machine.facts([manifestState])(manifestState).unitsBefore.has('a.service')).toBe(true)
    expect(machine.run(noteFile(machine.path('/etc/a.conf'))).status).toBe(0)
    expect(check()).toBe('change')
  })

  test('are told of; where none was noted there is nothing to do', () => {
    const check = (stdout: string) => step.check(readOf(step.reads, { manifest: { stdout } }))
    expect(check(`exists\n${unit('a.service', 'active', 'static')}`)).toMatchObject({
      changes: [{ kind: 'unit', operation: 'update', subject: 'a.service' }],
    })
    expect(check(`exists\n${unit('a.service', 'inactive', 'static')}`)).toEqual({ state: 'ok' })
    expect(check('exists\n')).toEqual({ state: 'ok' })
  })
})
