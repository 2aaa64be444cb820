/** What stands in the way on a real machine: too small, a wrong password, apt in use, a full disk, an interrupted run. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CliRun, runCli, startCli } from '../support/cli.ts'
import { labCloudFile } from '../support/labCloudFile.ts'
import { type LabRoom, labRoom } from '../support/labRoom.ts'
import { LISTING, listingDifference } from '../support/listing.ts'

const MACHINE = 'cloud'

let room: LabRoom
let before: string

beforeAll(async () => {
  room = await labRoom('obstacles', [MACHINE])
  await asRoot('useradd -m -s /bin/bash -G sudo typist && echo typist:correct | chpasswd')
  before = await room.ssh(MACHINE, LISTING)
  await room.writeCloud(labCloudFile(room.lab, 'all-in-one'))
})

afterAll(async () => room?.[Symbol.asyncDispose]())

function asRoot(script: string): Promise<string> {
  return room.ssh(MACHINE, `sudo sh -c ${JSON.stringify(script).replaceAll('$', '\\$')}`)
}

async function refused(...words: readonly string[]): Promise<void> {
  const result = await room.cli('apply', '--yes')
  const said = result.stdout + result.stderr
  expect(result.status, said).toBe(1)
  for (const word of words) expect(said).toContain(word)
}

async function untouched(): Promise<void> {
  expect(listingDifference(before, await room.ssh(MACHINE, LISTING))).toEqual([])
}

/** Starts apply and resolves once it has printed a text; the caller ends it. */
async function applyUntilSaid(text: string | RegExp, ...words: readonly string[]): Promise<CliRun> {
  const { promise: said, resolve } = Promise.withResolvers<void>()
  const onLine = (line: string): void => {
    if (typeof text === 'string' ? line.includes(text) : text.test(line)) resolve()
  }
  const run = startCli(['--accept-new', ...words, 'apply', '--yes'], { ...room.options, onLine })
  run.process.stderr?.on('data', (chunk) => onLine(String(chunk)))
  const ended = run.result.then((result) => {
    throw new Error(`apply ended before it said ${text}: ${result.stdout}${result.stderr}`)
  })
  await Promise.race([said, ended])
  ended.catch(() => {})
  return run
}

describe.sequential('before anything is changed', () => {
  test('too little memory is told with the forecast', async () => {
    await asRoot(
      'sed -E "s/^(MemTotal|MemAvailable): .*/\\1: 1000000 kB/" /proc/meminfo > /run/small && mount --bind /run/small /proc/meminfo',
    )
    await refused(MACHINE, 'memory')
    await asRoot('umount /proc/meminfo && rm /run/small')
  })

  test('too little room on disk', async () => {
    await asRoot(
      'mkdir /run/small && mount -t tmpfs -o size=900M tmpfs /run/small && cp -a /var/. /run/small && mount --bind /run/small /var',
    )
    await refused(MACHINE, 'disk')
    await asRoot('umount --lazy /var && umount --lazy /run/small && rmdir /run/small')
  })

  test('a wrong password is tried once', async () => {
    const cloud = labCloudFile(room.lab, 'all-in-one')
    await room.writeCloud(cloud.replace(/user: .*\n\s+key: .*\n/, 'user: typist\n'))
    const result = await runCli(['--accept-new', '--ask-password', 'apply', '--yes'], {
      ...room.options,
      input: 'wrong\n',
    })
    expect(result.status, result.stdout).toBe(1)
    expect(result.stderr).toContain('password')
    const tried = await asRoot(
      'journalctl -u ssh -t sshd -t sshd-session --no-pager | grep -c "Failed password for typist"',
    )
    expect(tried.trim()).toBe('1')
    await room.writeCloud(cloud)
  })

  test('nothing of that changed the machine', untouched)
})

describe.sequential('while it works', () => {
  test.each(['/var/lib/apt/lists/lock', '/var/lib/dpkg/lock-frontend'])(
    'apt in use by another program (%s) is waited for, and the holder named',
    async (lock) => {
      // As apt itself locks (fcntl), by a program with a name of its own.
      await asRoot('command -v perl > /dev/null')
      await room.ssh(MACHINE, holderOf(lock))
      const run = await applyUntilSaid(/Could not get lock .*held by process \d+ \(perl\)/, '--json')
      run.process.kill('SIGKILL')
      await run.result
      // The package step of the killed run still waits on the machine; it would now go on for minutes.
      await asRoot('pkill -f "[p]olicy-rc.d"; pkill -x apt-get; pkill -x perl; flock /var/lib/stackstead/busy true')
    },
  )

  test('commands of an interrupted run are waited for, and Ctrl-C ends the waiting', async () => {
    await room.ssh(
      MACHINE,
      'sudo setsid flock -s /var/lib/stackstead/busy sleep 900 > /dev/null 2>&1 < /dev/null & sleep 0',
    )
    const run = await applyUntilSaid('still works on commands of an interrupted run')
    const asked = Date.now()
    run.process.kill('SIGINT')
    const { status } = await run.result
    expect(status).toBe(1)
    expect(Date.now() - asked).toBeLessThan(10_000)
    await asRoot('pkill -x sleep; flock /var/lib/stackstead/busy true')
  })

  test('a full disk ends the run with what apt says about it', async () => {
    await asRoot('mount -t tmpfs -o size=1M tmpfs /var/cache/apt/archives')
    await refused("You don't have enough free space in /var/cache/apt/archives", 'Then apply again')
    await asRoot('umount /var/cache/apt/archives')
  })

  test('and destroy takes away the little that was begun', async () => {
    const result = await room.cli('destroy', '--yes')
    expect(result.status, result.stdout + result.stderr).toBe(0)
    await untouched()
  })
})

/** Holds a lock in the background until it is ended; returns once it is held. */
function holderOf(lock: string): string {
  const program = `use Fcntl; open(F, ">>", "${lock}"); my $l = pack("s s x4 l! l! i x4", F_WRLCK, 0, 0, 0, 0); fcntl(F, F_SETLKW, $l) or die; open(S, ">", "/run/held"); close(S); sleep 900`
  return `sudo rm -f /run/held; sudo setsid perl -e '${program}' > /dev/null 2>&1 < /dev/null & until [ -e /run/held ]; do sleep 0.1; done`
}
