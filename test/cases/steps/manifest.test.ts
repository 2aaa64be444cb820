/** What is noted on a machine before it is changed: the scripts run in a folder, with real files. */
import { mkdirSync, statSync, symlinkSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { type Command, sh } from '../../../provisioner/core/command.ts'
import { manifestState } from '../../../provisioner/facts/manifest.ts'
import { noteAccounts, noteBefore, noteFile, notePackages } from '../../../provisioner/steps/manifest.ts'
import { StandInMachine } from '../../support/standInMachine.ts'

vi.setConfig({ testTimeout: 60_000 })

const NOTHING = { folders: [], units: [] }

/** A machine whose dpkg owns nothing, and that has root only. */
function machine(): StandInMachine {
  const made = new StandInMachine()
  made.program('dpkg', 'exit 1')
  made.program('dpkg-query')
  made.program('systemctl')
  made.program('getent', 'echo root:x:0:')
  return made
}

describe('before a file is written', () => {
  test('its path and the folders it needs are noted and made, for everybody to enter', () => {
    using one = machine()
    const path = one.path('/etc/new/deep/a.conf')
    expect(one.run(noteFile(path))).toEqual({ status: 0, stdout: '', stderr: '' })
    expect(statSync(one.path('/etc/new/deep')).mode & 0o777).toBe(0o755)
    expect(statSync(one.path('/manifest/original')).mode & 0o777).toBe(0o700)
    const state = one.facts([manifestState])(manifestState)
    expect(state.files).toEqual([{ path, original: false, present: false }])
    expect(state.folders).toEqual(['/etc', '/etc/new', '/etc/new/deep'].map((folder) => one.path(folder)))
  })

  test('a second time notes nothing twice, and keeps what was there at the first', () => {
    using one = machine()
    const path = one.write('/etc/a.conf', 'of the person\n')
    one.run(noteFile(path))
    one.write('/etc/a.conf', 'ours\n')
    one.run(noteFile(path))
    expect(one.read('/manifest/files')).toBe(`${path}\n`)
    expect(one.read(`/manifest/original${path}`)).toBe('of the person\n')
    expect(one.facts([manifestState])(manifestState).folders).toEqual([])
  })

  test('a link is kept as a link', () => {
    using one = machine()
    one.write('/etc/target', 'of the person\n')
    symlinkSync('target', one.path('/etc/link'))
    expect(one.run(noteFile(one.path('/etc/link'))).status).toBe(0)
    expect(one.run({ script: `readlink manifest/original${one.path('/etc/link')}` }).stdout).toBe('target\n')
    expect(one.facts([manifestState])(manifestState).files).toMatchObject([{ original: true }])
  })

  test.each([
    ['nova-common', false],
    ["the person's package", true],
  ])('of a file that came with %s the original is kept: %s', (owner, kept) => {
    using one = machine()
    one.program('dpkg', `echo "${owner}: $2"`)
    one.write('/manifest/packages', 'nova-common\n')
    const path = one.write('/etc/nova/policy.yaml', 'x\n')
    one.run(noteFile(path))
    expect(one.read(`/manifest/original${path}`)).toBe(kept ? 'x\n' : undefined)
  })

  test('any name a file can have is noted as it is', () => {
    using one = machine()
    // A line break would be two lines of the manifest; no file of a plan has one.
    const name = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
      .filter((text) => !/[/\0\n\t\r]/.test(text) && !['.', '..'].includes(text) && Buffer.byteLength(text) < 200)
      .filter((text) => text.trim() === text && !text.includes('\\'))
    fc.assert(
      fc.property(name, name, (folder, file) => {
        const path = one.path(`/odd/-${folder}/${file}`)
        expect(one.run(noteFile(path))).toEqual({ status: 0, stdout: '', stderr: '' })
        expect(
          one
            .facts([manifestState])(manifestState)
            .files.map((entry) => entry.path),
        ).toContain(path)
        expect(statSync(one.path(`/odd/-${folder}`)).isDirectory()).toBe(true)
      }),
      { numRuns: 25 },
    )
  })
})

describe('on a disk that is full', () => {
  /** No file grows beyond 512 bytes: what is longer is cut off there, and its writer told so. */
  const full = (script: string) => `trap '' XFSZ; ulimit -f 1\n${script}`
  const long = 'of the person\n'.repeat(200)

  test('a file whose copy cannot be kept is not noted, so that it is neither overwritten nor deleted later', () => {
    using one = machine()
    const path = one.write('/etc/a.conf', long)
    expect(one.run({ script: full(noteFile(path).script) }).status).not.toBe(0)
    expect(one.facts([manifestState])(manifestState).files).toEqual([])
    expect(one.run(noteFile(path)).status).toBe(0)
    expect(one.read(`/manifest/original${path}`)).toBe(long)
    expect(one.facts([manifestState])(manifestState).files).toEqual([{ path, original: true, present: true }])
  })

  test.each(['files', 'folders'])('%s noted before stay whole, and nothing is made that could not be noted', (note) => {
    using one = machine()
    const earlier = `${one.path('/etc/earlier')}\n`
      .repeat(20)
      .slice(0, 512)
      .replace(/[^\n]*$/, '')
    one.write(`/manifest/${note}`, earlier)
    const path = one.path(`/etc/${'deep/'.repeat(20)}a.conf`)
    expect(one.run({ script: full(noteFile(path).script) }).status).not.toBe(0)
    expect(one.read(`/manifest/${note}`)).toBe(earlier)
    expect(one.run({ script: 'ls etc' }).stdout).toBe('')
  })

  test('accounts that could not all be noted end the installation, and are noted when there is room', () => {
    using one = machine()
    const accounts = ['aaa:x:1:', 'root:x:0:', ...Array.from({ length: 100 }, (_, index) => `person-${index}:x:2:`)]
    one.program('getent', `printf '%s\\n' ${accounts.join(' ')}`)
    expect(one.run({ script: `${full(noteBefore(NOTHING).script)}\ntouch installed` }).status).not.toBe(0)
    expect(one.read('/installed')).toBeUndefined()
    expect(one.read('/manifest/passwd')).toBeUndefined()
    expect(one.run(noteBefore(NOTHING)).status).toBe(0)
    expect(one.read('/manifest/passwd')?.split('\n')).toHaveLength(accounts.length + 1)
  })

  test('accounts are noted whole though getent does not say what it could not write', () => {
    using one = machine()
    const accounts = ['root', ...Array.from({ length: 20 }, (_, index) => `person-${index}`)]
    one.program('getent', `printf '%s:x:2:${'comment'.repeat(9)}\\n' ${accounts.join(' ')} || true`)
    expect(one.run({ script: full(noteBefore(NOTHING).script) }).status).toBe(0)
    expect(one.read('/manifest/passwd')?.trim().split('\n')).toEqual(accounts.toSorted())
  })

  test('folders noted before stay whole, and the installation ends', () => {
    using one = machine()
    const before = '\t/var/lib/mysql\tthere\n'.repeat(21)
    one.write('/manifest/before', before)
    expect(
      one.run({
        script: `${full(noteBefore({ folders: ['/srv/nova', '/srv/glance', '/srv/mysql'], units: [] }).script)}\ntouch installed`,
      }).status,
    ).not.toBe(0)
    expect(one.read('/manifest/before')).toBe(before)
    expect(one.read('/installed')).toBeUndefined()
  })

  test('packages that could not all be noted are not installed, and no half of a name is', () => {
    using one = machine()
    one.write('/manifest/packages', 'nova-api\n')
    const names = Array.from({ length: 100 }, (_, index) => `libfoo-${index}`)
    const note = notePackages(sh`printf '%s\n' ${names}`)
    expect(one.run({ script: `${full(note.script)}\ntouch installed` }).status).not.toBe(0)
    expect(one.read('/manifest/packages')).toBe('nova-api\n')
    expect(one.read('/installed')).toBeUndefined()
  })
})

describe('accounts of this machine', () => {
  const ACCOUNTS = [
    ...['root:x:0:', 'daemon:x:1:', 'www-data:x:33:', 'sshd:x:101:', 'nova:x:64060:', 'person:x:1000:'],
    ...['dynamic:x:65200:', 'nobody:x:65534:'],
  ]

  test.each([
    ['empty, as a full disk left it', '', []],
    ['cut off before root', 'daemon\nnobody\n', []],
    ['cut off after root', 'daemon\nroot\n', ['nova', 'sshd']],
    ['whole', 'daemon\nnobody\nperson\nroot\nsshd\nwww-data\n', ['nova']],
  ])('are ours only as far as packages could have made them, by a list that is %s', (_what, list, users) => {
    using one = machine()
    one.program('getent', `printf '%s\\n' ${ACCOUNTS.join(' ')}`)
    one.write('/manifest/packages', '')
    one.write('/manifest/passwd', list)
    one.write('/manifest/group', list)
    expect(one.facts([manifestState])(manifestState)).toMatchObject({ users, groups: users })
  })

  test('are listed anew where the list was damaged: those there are then stay', () => {
    using one = machine()
    one.program('getent', `printf '%s\\n' ${ACCOUNTS.join(' ')}`)
    one.write('/manifest/packages', '')
    one.write('/manifest/passwd', '')
    one.write('/manifest/group', 'daemon\nroot\n')
    expect(one.run(noteBefore(NOTHING)).status).toBe(0)
    expect(one.facts([manifestState])(manifestState)).toMatchObject({ users: [], groups: ['nova', 'sshd'] })
  })

  test('that cannot be listed end the installation', () => {
    using one = machine()
    one.program('getent', 'exit 1')
    expect(one.run({ script: `${noteBefore(NOTHING).script}\ntouch installed` }).status).not.toBe(0)
    one.program('getent', 'echo daemon:x:1:')
    expect(one.run({ script: `${noteBefore(NOTHING).script}\ntouch installed` }).stderr).toContain('does not name root')
    expect([one.read('/manifest/passwd'), one.read('/installed')]).toEqual([undefined, undefined])
  })
})

describe('accounts that come later', () => {
  /** One that there is now, beside those there were. */
  const comes = (one: StandInMachine, name: string) => {
    one.environment.ACCOUNTS = `${one.environment.ACCOUNTS ?? 'root:x:0:'} ${name}:x:110:`
    one.program('getent', 'printf "%s\\n" $ACCOUNTS')
  }
  const does = (one: StandInMachine, ...commands: readonly Command[]) => {
    for (const command of commands) expect(one.run(command)).toEqual({ status: 0, stdout: '', stderr: '' })
  }
  const ours = (one: StandInMachine) => {
    const { users, groups } = one.facts([manifestState])(manifestState)
    expect(groups).toEqual(users)
    return users
  }
  const packages = notePackages(sh`echo nova-common`)

  test('while packages of ours come are ours; those between and afterwards are of the person', () => {
    using one = machine()
    does(one, noteBefore(NOTHING))
    comes(one, 'before')
    expect(ours(one)).toEqual([])
    does(one, noteBefore(NOTHING), packages)
    comes(one, 'nova')
    does(one, noteAccounts())
    comes(one, 'between')
    expect(ours(one)).toEqual(['nova'])
    does(one, noteBefore(NOTHING), packages)
    comes(one, 'glance')
    does(one, noteAccounts())
    comes(one, 'afterwards')
    expect(ours(one)).toEqual(['glance', 'nova'])
    does(one, noteBefore(NOTHING), packages, noteAccounts())
    expect(ours(one)).toEqual(['glance', 'nova'])
  })

  test('with packages that came only in part are ours, now and when the rest has come', () => {
    using one = machine()
    does(one, noteBefore(NOTHING), packages)
    comes(one, 'nova')
    expect(ours(one)).toEqual(['nova'])
    does(one, noteBefore(NOTHING), packages)
    comes(one, 'libvirt-qemu')
    does(one, noteAccounts())
    expect(ours(one)).toEqual(['libvirt-qemu', 'nova'])
  })

  test('with no package at all leave no account ours, and one of ours that is gone is none', () => {
    using one = machine()
    does(one, noteBefore(NOTHING), packages, noteAccounts())
    comes(one, 'person-of-a-program')
    does(one, noteBefore(NOTHING))
    expect(ours(one)).toEqual([])
  })

  test('are told apart from then on where an earlier Stackstead noted only those before', () => {
    using one = machine()
    for (const kind of ['passwd', 'group']) one.write(`/manifest/${kind}`, 'root\n')
    one.write('/manifest/packages', 'nova-common\n')
    comes(one, 'nova')
    does(one, noteBefore(NOTHING))
    expect(ours(one)).toEqual(['nova'])
    does(one, packages, noteAccounts())
    comes(one, 'afterwards')
    expect(ours(one)).toEqual(['nova'])
  })
})

describe('services that are there', () => {
  const CHRONY = 'Id=chrony.service\nLoadState=loaded\nActiveState=active\nUnitFileState=enabled\nInvocationID=abc'
  const OTHERS =
    'Id=nova-api.service\nLoadState=not-found\nActiveState=inactive\nUnitFileState=\nInvocationID=\n\nId=apache2.service\nLoadState=masked\nActiveState=inactive\nUnitFileState=masked\nInvocationID='
  const units = ['chrony.service', 'nova-api.service', 'apache2.service']

  test('before the first package are noted once, with how they are', () => {
    using one = machine()
    one.program('systemctl', `cat <<'EOF'\n${CHRONY}\n\n${OTHERS}\nEOF`)
    expect(one.run(noteBefore({ folders: [], units })).status).toBe(0)
    expect(one.calls().at(-1)).toMatch(/^systemctl show .* -- chrony.service nova-api.service apache2.service$/)
    one.program('systemctl', 'exit 1')
    expect(one.run(noteBefore({ folders: [], units })).status).toBe(0)
    expect([...one.facts([manifestState])(manifestState).unitsBefore]).toEqual([
      ['chrony.service', { fileState: 'enabled', active: true, invocation: 'abc' }],
      ['apache2.service', { fileState: 'masked', active: false, invocation: '' }],
    ])
  })

  test('that cannot be looked at end the installation', () => {
    using one = machine()
    one.program('systemctl', 'exit 1')
    expect(one.run({ script: `${noteBefore({ folders: [], units }).script}\ntouch installed` }).status).toBe(1)
    expect([one.read('/manifest/units'), one.read('/installed')]).toEqual([undefined, undefined])
  })

  test('when packages of ours have come already say nothing of before', () => {
    using one = machine()
    one.write('/manifest/packages', 'chrony\n')
    one.program('systemctl', `cat <<'EOF'\n${CHRONY}\nEOF`)
    expect(one.run(noteBefore({ folders: [], units })).status).toBe(0)
    expect(one.facts([manifestState])(manifestState).unitsBefore.size).toBe(0)
  })
})

describe('before packages come', () => {
  test('accounts are noted once; folders when they are first named, whether there or not', () => {
    using one = machine()
    mkdirSync(one.path('/var/lib/mysql'), { recursive: true })
    const [there, absent, later] = ['/var/lib/mysql', '/var/lib/nova', '/var/lib/glance'].map((path) => one.path(path))
    expect(one.run(noteBefore({ folders: [there ?? '', absent ?? ''], units: [] })).status).toBe(0)
    expect(one.run(notePackages(sh`echo nova-common`)).status).toBe(0)
    mkdirSync(one.path('/var/lib/nova'))
    mkdirSync(one.path('/var/lib/glance'))
    one.program('getent', 'printf "root:x:0:\\nnova:x:64060:\\nperson:x:1000:\\nmysql:x:104:\\n"')
    expect(one.run(noteBefore({ folders: [there ?? '', absent ?? '', later ?? ''], units: [] })).status).toBe(0)
    const state = one.facts([manifestState])(manifestState)
    expect(state.ownFolders).toEqual([absent])
    expect(state.users).toEqual(['mysql', 'nova'])
    expect(state.groups).toEqual(['mysql', 'nova'])
  })

  test('a folder is told apart from one whose name begins like it', () => {
    using one = machine()
    const [longer, shorter] = [one.path('/var/lib/nova-old'), one.path('/var/lib/nova')]
    mkdirSync(longer, { recursive: true })
    one.run(noteBefore({ folders: [longer], units: [] }))
    one.run(noteBefore({ folders: [shorter], units: [] }))
    expect(one.facts([manifestState])(manifestState).ownFolders).toEqual([shorter])
  })
})

test('a machine Stackstead never changed has no manifest', () => {
  using one = machine()
  one.run({ script: 'rmdir manifest' })
  expect(one.facts([manifestState])(manifestState)).toMatchObject({ exists: false, files: [], packages: [], users: [] })
})
