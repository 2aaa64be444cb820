/** The command line from outside: help, mistakes, files, exit statuses. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { COMMANDS } from '../../../provisioner/cli/commandTable.ts'
import { meantCommand } from '../../../provisioner/cli/program.ts'
import { type CliResult, runCli } from '../../support/cli.ts'

// Each line is a process of its own, and a busy computer starts them slowly.
vi.setConfig({ testTimeout: 120_000 })

let folder = ''
const cli = (...words: string[]): Promise<CliResult> => runCli(words, { folder, home: folder })

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stackstead-cli-'))
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('help', () => {
  test('names every command, with examples, and succeeds', async () => {
    const { status, stdout, stderr } = await cli('--help')
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    for (const { name, summary } of COMMANDS) expect(stdout).toMatch(new RegExp(`${name} +${summary}`))
    expect(stdout).toContain('stackstead demo  ')
  })

  test('is what one gets without a command', async () => {
    expect((await cli()).stdout).toBe((await cli('--help')).stdout)
  })

  test.each(COMMANDS)('of $name begins with how to write it', async ({ name, load, summary }) => {
    const command = await load()
    expect([command.name(), command.summary()]).toEqual([name, summary])
    command.configureOutput({ writeOut: () => undefined })
    expect(command.helpInformation()).toMatch(new RegExp(`^Usage: ${name}`))
  })

  test('"help plan" and "plan --help" are the same', async () => {
    const [one, other] = await Promise.all([cli('help', 'plan'), cli('plan', '--help')])
    expect(one).toEqual(other)
    expect(one.stdout).toContain('Exit status: 0 nothing to do, 2 something would change')
  })

  test('"help lab up" tells of that command, not of all of them', async () => {
    const [one, other] = await Promise.all([cli('help', 'lab', 'up'), cli('lab', 'up', '--help')])
    expect(one).toEqual(other)
    expect(one.stdout).toMatch(/^Usage: stackstead lab up/)
  })

  test('the version is the package’s', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'))
    expect(await cli('--version')).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' })
  })
})

describe('mistakes', () => {
  test.each([
    [['plna'], "Unknown command 'plna'.", 'Did you mean plan?'],
    [['plan', '--jsn'], "Unknown option '--jsn'.", 'Did you mean --json?'],
    [['ssh'], "Missing required argument 'machine'.", 'stackstead help ssh'],
    [['export', 'csv'], "'csv' is invalid", 'stackstead help export'],
    [['plan', 'extra'], 'Too many arguments', 'stackstead help plan'],
    [['help', 'plna'], "Unknown command 'plna'.", 'Did you mean plan?'],
    [['help', 'lab', 'upp'], "Unknown command 'upp'.", 'Did you mean up? "stackstead help lab"'],
    [['lab', 'up', '--machines', '0'], 'a number from 1', '"stackstead help lab up" shows'],
    [['lab'], '"stackstead lab" wants one of its commands.', 'stackstead help lab'],
  ])('%j', async (words, message, remedy) => {
    const { status, stdout, stderr } = await cli(...words)
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toContain(message)
    expect(stderr).toContain(remedy)
  })

  test('with --json are data', async () => {
    const { status, stdout } = await cli('plan', '--json')
    expect(status).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({
      error: { code: 'invalid-input', remedy: expect.stringContaining('stackstead init') },
    })
    expect(JSON.parse((await cli('--json', 'plna')).stdout)).toMatchObject({ error: { code: 'invalid-input' } })
  })

  test('the command is found behind options and their values', () => {
    expect(meantCommand(['--json', '-f', 'other.yaml', 'plan', 'x'])).toBe('plan')
    expect(meantCommand(['help', 'apply'])).toBe('apply')
    expect(meantCommand(['--json'])).toBeUndefined()
  })
})

describe('init', () => {
  test('writes a cloud that plan understands, and never over another', async () => {
    const file = join(folder, 'new.yaml')
    const first = await cli('init', '-f', file, '--machine', 'solo=127.0.0.1', '--management', '10.0.0.0/24')
    expect(first.status).toBe(1)
    expect(existsSync(file)).toBe(false)
    expect(first.stderr).toContain('machines.solo')
    expect((await cli('init', '-f', file, '--machine', 'solo=10.255.255.1')).stdout).toContain(
      'Next: "stackstead check"',
    )
    const written = readFileSync(file, 'utf8')
    const again = await cli('init', '-f', file)
    expect(again.status).toBe(1)
    expect(again.stderr).toContain('exists already and is left as it is')
    expect(readFileSync(file, 'utf8')).toBe(written)
  })
})

describe('without a terminal', () => {
  test('apply wants --yes before it reads anything', async () => {
    const { status, stderr } = await cli('apply', '-f', 'nowhere.yaml')
    expect(status).toBe(1)
    expect(stderr).toContain('add --yes')
  })

  test('a damaged cloud.yaml is told by line, on stderr, without a stack trace', async () => {
    writeFileSync(join(folder, 'broken.yaml'), 'name: home\nmachines: { a: { adress: 10.0.0.1 } }\n')
    const { status, stdout, stderr } = await cli('plan', '-f', 'broken.yaml')
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toMatch(/broken\.yaml:2:\d+:.*Did you mean address\?/)
    expect(stderr).not.toMatch(/^\s+at /m)
  })

  test('schema is JSON', async () => {
    const { status, stdout } = await cli('schema')
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ title: 'Stackstead cloud.yaml', properties: { machines: {} } })
  })
})
