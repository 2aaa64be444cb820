/** Commands that connect, against a real sshd on loopback: nothing is changed there, because they only read. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type CliResult, runCli } from '../../support/cli.ts'
import { type Sshd, sshdLacks, startSshd } from '../../support/sshd.ts'

// Each line is a process of its own, and a busy computer starts them slowly.
vi.setConfig({ testTimeout: 120_000 })

const lacks = sshdLacks() ?? (userInfo().uid === 0 ? undefined : 'reading a machine as root needs root here')

describe.skipIf(lacks !== undefined)('against a machine', () => {
  let sshd: Sshd
  let folder = ''
  const cli = (words: readonly string[], input?: string): Promise<CliResult> =>
    runCli(words, { folder, home: folder, ...(input === undefined ? {} : { input }) })
  const write = (address: string, port: number): void =>
    writeFileSync(
      join(folder, 'cloud.yaml'),
      `name: home
ssh: { user: ${sshd.user}, key: ${sshd.userKey} }
machines:
  solo: { address: ${address}, port: ${port}, management: 10.255.0.1, roles: [controller, network, compute] }
networks: { management: { subnet: 10.255.0.0/24 } }
`,
    )

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'stackstead-cli-'))
    chmodSync(folder, 0o755)
    sshd = await startSshd()
    write('127.0.0.1', sshd.port)
  })

  afterAll(async () => {
    await sshd[Symbol.asyncDispose]()
    rmSync(folder, { recursive: true, force: true })
  })

  test('an unknown host key stops everything where nobody can be asked, and says what to do', async () => {
    const { status, stdout } = await cli(['plan', '--json'])
    expect(status).toBe(1)
    const [machine] = JSON.parse(stdout).machines
    expect(machine.unreadable).toMatchObject({
      code: 'host-key',
      machine: 'solo',
      remedy: expect.stringContaining('--accept-new'),
    })
    expect(machine.unreadable.message + (machine.unreadable.detail ?? '')).toContain('SHA256:')
  })

  test('plan exits 2 and lists every step; the accepted key is remembered', async () => {
    const first = await cli(['plan', '--json', '--accept-new'])
    expect(first.status).toBe(2)
    const view = JSON.parse(first.stdout)
    expect(view).toMatchObject({ cloud: 'home', converged: false, machines: [{ name: 'solo' }] })
    expect(view.machines[0].steps.map((step: { id: string }) => step.id)).toEqual(
      expect.arrayContaining(['base/first-packages@solo', 'base/packages@solo', 'base/last-packages@solo']),
    )
    const second = await cli(['plan', '--quiet'])
    expect(second).toMatchObject({ status: 2, stderr: '' })
    expect(second.stdout).toMatch(/^home: \d+ steps would change something/)
  })

  test('a machine that is off makes plan and check exit 1 with the reason', async () => {
    write('127.0.0.1', 1)
    const [plan, check] = await Promise.all([cli(['plan']), cli(['check'])])
    write('127.0.0.1', sshd.port)
    expect([plan.status, check.status]).toEqual([1, 1])
    expect(plan.stdout).toContain('no SSH server listens there')
    expect(check.stdout).toMatch(/Connection +error/)
  })

  test('a password for --ask-password is read from a pipe, and asked for where there is none', async () => {
    const empty = await cli(['plan', '--ask-password'], '')
    expect(empty.status).toBe(1)
    expect(empty.stderr).toContain('standard input, but it ended')
    const given = await cli(['plan', '--ask-password', '--quiet'], 'canary-secret\n')
    expect(given.status).toBe(2)
    expect(given.stdout + given.stderr).not.toContain('canary-secret')
  })

  test('ssh passes on words and exit status', async () => {
    const { status, stdout } = await cli(['ssh', 'solo', 'echo', '--json', '$((40 + 2));', 'exit', '7'])
    expect({ status, stdout }).toEqual({ status: 7, stdout: '--json 42\n' })
    expect((await cli(['ssh', 'sollo'])).stderr).toContain('Did you mean solo?')
  })

  test('a machine nobody holds is not locked', async () => {
    expect((await cli(['unlock', 'solo'])).stdout).toBe('solo was not locked.\n')
  })
})
