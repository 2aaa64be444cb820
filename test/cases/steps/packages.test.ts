/** Packages there and back: dpkg's answers in, changes out, and the scripts run with a stand-in of apt. */
import { describe, expect, test, vi } from 'vitest'
import { aptPackages } from '../../../provisioner/steps/aptPackages.ts'
import { packagesPurged } from '../../../provisioner/steps/removal/packagesPurged.ts'
import { readOf } from '../../support/components.ts'
import { StandInMachine } from '../../support/standInMachine.ts'

vi.setConfig({ testTimeout: 60_000 })

const install = aptPackages({
  id: 'base/packages@m1',
  title: 'Install packages',
  machine: 'm1',
  packages: new Map([
    ['nova-api', ['nova']],
    ['chrony | ntpsec', ['base']],
    ['crudini', ['nova', 'neutron']],
  ]),
  before: { folders: ['/srv/nova'], units: ['chrony.service'] },
})
const printed = (...rows: (readonly [name: string, status: string])[]) => ({
  packages: { stdout: rows.map(([name, status]) => `package\t${name}\t1.0\t${status}\t1700000000\n`).join('') },
})

/** apt installs what it is told with a library, notes who may start services meanwhile, and purges. */
const APT = `
PATH=/usr/bin:/bin
for word; do name=$word; case $word in update|install|purge|autoremove) verb=$word ;; --simulate) only=yes ;; esac; done
case "$verb$only" in
  installyes) echo "Inst libfoo (1.0 Debian [amd64])"; echo "Inst $name (1.0)"; echo "Conf $name (1.0)" ;;
  install) [ ! -e "$ROOT/broken" ] || { echo "E: dpkg was broken"; exit 100; }
    "$ROOT/sbin/policy-rc.d" nova-api start; echo "policy start $?"; "$ROOT/sbin/policy-rc.d" dbus reload; echo "policy dbus $?" ;;
  purgeyes) for word; do case $word in nova-api|libfoo) echo "Purg $word [1.0]" ;; esac; done; [ ! -e "$ROOT/theirs" ] || echo "Purg theirs [1.0]" ;;
  autoremoveyes) echo "Purg nova-api [1.0]"; echo "Purg of-theirs [1.0]" ;;
esac`

function machine(): StandInMachine {
  const made = new StandInMachine()
  Object.assign(made.environment, { ROOT: made.root })
  made.program('apt-get', APT)
  for (const name of ['dpkg', 'systemctl', 'apt-mark', 'dpkg-query']) made.program(name)
  made.program('getent', 'echo root:x:0:')
  return made
}
const verbs = (calls: readonly string[]): string[] =>
  calls
    .filter((call) => call.startsWith('apt-'))
    .map((call) => call.replace(/ -\S+| [A-Z]\S+=\S+|Dpkg::\S+/g, '').replace(/ +/g, ' '))
const command = (step: typeof install, stdout: Parameters<typeof readOf>[1]) => {
  const [action] = step.actions(readOf(step.reads, stdout))
  if (action?.kind !== 'run') throw new Error('no command')
  return action.command
}

describe('packages that should be there', () => {
  test.each<[string, ReturnType<typeof printed>, readonly string[]]>([
    ['all', printed(['nova-api', 'installed'], ['ntpsec', 'installed'], ['crudini', 'installed']), []],
    ['none: of alternatives the first', printed(), ['nova-api', 'chrony', 'crudini']],
    ['both alternatives', printed(['chrony', 'installed'], ['ntpsec', 'installed']), ['nova-api', 'crudini']],
    [
      'one that was removed but left its configuration',
      printed(['nova-api', 'config-files']),
      ['nova-api', 'chrony', 'crudini'],
    ],
    ['one half configured', printed(['nova-api', 'half-configured'], ['chrony', 'installed']), ['nova-api', 'crudini']],
    [
      'one of two architectures',
      printed(['crudini', 'installed'], ['crudini', 'not-installed'], ['chrony', 'installed']),
      ['nova-api'],
    ],
  ])('%s', (_what, stdout, missing) => {
    const verdict = install.check(readOf(install.reads, stdout))
    const changes = verdict.state === 'change' ? verdict.changes : []
    expect(changes.map((change) => change.subject)).toEqual(missing)
    expect(changes.every((change) => change.kind === 'package' && change.operation === 'create')).toBe(true)
  })

  test('say whom they are for', () => {
    const stdout = printed(['nova-api', 'installed'], ['chrony', 'installed'])
    expect(install.check(readOf(install.reads, stdout))).toMatchObject({ changes: [{ summary: 'for nova, neutron' }] })
    expect(install.lock).toBe('apt@m1')
  })

  test('come in one transaction, noted before, with no service started but dbus told of them', () => {
    using one = machine()
    const result = one.run(command(install, printed(['chrony', 'installed'])))
    expect(result).toMatchObject({ status: 0, stderr: '' })
    expect(result.stdout).toContain('policy start 101\npolicy dbus 0\n')
    expect(verbs(one.calls())).toEqual([
      'apt-get update',
      'apt-get install nova-api crudini',
      'apt-get install nova-api crudini',
    ])
    expect(one.read('/manifest/packages')).toBe('libfoo\ncrudini\n')
    expect(one.read('/manifest/before')).toBe('\t/srv/nova\tabsent\n')
    expect(one.run({ script: 'ls -A sbin' }).stdout).toBe('')
    expect(one.run({ script: 'ls manifest' }).stdout).toMatch(/^made-group\nmade-passwd$/m)
    expect(one.read('/manifest/installing')).toBeUndefined()
  })

  test('ask for the lists once, and again after something could not come', () => {
    using one = machine()
    const asked = () => {
      one.run(command(install, printed()))
      return verbs(one.calls()).includes('apt-get update')
    }
    expect([asked(), asked()]).toEqual([true, false])
    one.write('/broken', '')
    expect([asked(), asked()]).toEqual([false, true])
  })

  test("that cannot come fail with apt's last lines, and services may start again", () => {
    using one = machine()
    one.write('/broken', '')
    one.write('/sbin/policy-rc.d', '#!/bin/sh\n# of the person\nexit 0\n')
    const result = one.run(command(install, printed()))
    expect(result.status).toBe(100)
    expect(result.stderr).toContain('E: dpkg was broken')
    expect(one.read('/sbin/policy-rc.d')).toContain('of the person')
    expect(one.read('/manifest/packages')).toContain('libfoo')
    expect(one.read('/manifest/installing')).toBe('')
  })

  test("are not installed where they cannot be noted, or the person's own rule cannot be set aside", () => {
    using one = machine()
    one.write('/sbin/policy-rc.d', '#!/bin/sh\n# of the person\n')
    one.program('mv', 'case "$*" in *policy-rc.d.new*|*packages*) exit 1 ;; esac; exec /bin/mv "$@"')
    const without = () => {
      expect(one.run(command(install, printed())).status).toBe(1)
      return verbs(one.calls()).filter((call) => call.startsWith('apt-get install'))
    }
    expect(without()).toEqual([])
    expect(one.read('/sbin/policy-rc.d')).toContain('of the person')
    one.run({ script: 'rm sbin/policy-rc.d' })
    expect(without()).toEqual(['apt-get install nova-api chrony crudini'])
    expect(one.read('/manifest/packages')).toBeUndefined()
  })

  test("after a power cut: our rule of that time is not taken for the person's", () => {
    using one = machine()
    one.write('/sbin/policy-rc.d', '#!/bin/sh\n# stackstead: services start after they are configured\nexit 101\n')
    one.write('/manifest/policy-rc.d', '#!/bin/sh\n# of the person\n')
    expect(one.run(command(install, printed())).status).toBe(0)
    expect(one.read('/sbin/policy-rc.d')).toContain('of the person')
  })

  test("after a power cut: the person's rule, kept but not yet set aside, stays whole", () => {
    using one = machine()
    one.write('/sbin/policy-rc.d', '#!/bin/sh\n# of the person\n')
    one.write('/manifest/policy-rc.d.new', '#!/bin')
    one.write('/sbin/policy-rc.d.stackstead', '')
    expect(one.run(command(install, printed())).status).toBe(0)
    expect(one.read('/sbin/policy-rc.d')).toBe('#!/bin/sh\n# of the person\n')
    expect(one.run({ script: 'ls sbin; ls manifest' }).stdout).not.toContain('\npolicy-rc.d')
  })

  test.each([
    ['nothing was interrupted', '', '', 0],
    ['packages are half configured', '[ "$1" != --audit ] || echo "half configured"', '', 1],
    ['its journal has entries', '', '/updates/0001', 1],
    [
      'another program has its lock for a while',
      'case "$1" in --audit) echo half ;; *) [ -e "$ROOT/freed" ] || { touch "$ROOT/freed"; echo "dpkg: error: dpkg frontend lock was locked by another process with pid 7"; exit 2; } ;; esac',
      '',
      2,
    ],
  ])('dpkg is finished first: %s', (_what, dpkg, journal, times) => {
    using one = machine()
    one.program('dpkg', dpkg)
    if (journal !== '') one.write(journal, '')
    expect(one.run(command(install, printed())).status).toBe(0)
    const finished = one.calls().filter((call) => call === 'dpkg --configure -a --force-confdef --force-confold')
    expect(finished).toHaveLength(times)
  })
})

describe('packages that came from us', () => {
  const purge = packagesPurged('m1')
  const noted = {
    manifest: {
      stdout: 'exists\npackage\tlibfoo\tinstalled\npackage\tnova-api\tconfig-files\npackage\tgone\tnot-installed\n',
    },
  }

  test('go, those of which only configuration is left too', () => {
    expect(purge.check(readOf(purge.reads, noted))).toMatchObject({
      changes: ['libfoo', 'nova-api'].map((subject) => ({ kind: 'package', operation: 'delete', subject })),
    })
    expect(purge.lock).toBe('apt@m1')
    expect(purge.check(readOf(purge.reads, { manifest: { stdout: 'exists\n' } }))).toEqual({ state: 'ok' })
  })

  test('are purged together, with the folders they leave empty', () => {
    using one = machine()
    one.program('dpkg', '[ "$1" != -S ] || [ "$2" = "$ROOT/usr/owned" ]')
    for (const folder of ['/usr/owned/', '/usr/nova/deep/', '/usr/full/']) one.write(`${folder}x`, '')
    one.run({ script: 'rm usr/owned/x usr/nova/deep/x' })
    const list = ['', '/nova', '/nova/deep', '/owned', '/full', '/full/x'].map((path) => one.path(`/usr${path}`))
    one.write('/dpkg/nova-api.list', `/.\n${list.join('\n')}\n`)
    one.write('/manifest/packages', 'libfoo\nnova-api\n')
    expect(one.run(command(purge, noted))).toMatchObject({ status: 0, stderr: '' })
    expect(verbs(one.calls()).at(-1)).toBe('apt-get purge libfoo nova-api')
    expect(one.run({ script: 'find usr | sort' }).stdout).toBe('usr\nusr/full\nusr/full/x\nusr/owned\n')
    expect(one.read('/manifest/packages')).toBe('')
  })

  test("stay where a package of the person's needs them", () => {
    using one = machine()
    one.write('/theirs', '')
    one.write('/manifest/packages', 'libfoo\nnova-api\n')
    expect(one.run(command(purge, noted)).status).toBe(0)
    const calls = verbs(one.calls())
    expect(calls).toContain('apt-mark auto libfoo nova-api')
    expect(calls.at(-1)).toBe('apt-get purge nova-api')
  })

  test('are noted still where apt fails, so that it can be repeated', () => {
    using one = machine()
    one.write('/manifest/packages', 'libfoo\nnova-api\n')
    one.program(
      'apt-get',
      `case "$*" in *simulate*) echo "Purg nova-api [1.0]" ;; *) echo "E: locked"; exit 100 ;; esac`,
    )
    const result = one.run(command(purge, noted))
    expect(result).toMatchObject({ status: 123, stderr: expect.stringContaining('E: locked') })
    expect(one.read('/manifest/packages')).toBe('libfoo\nnova-api\n')
  })
})
