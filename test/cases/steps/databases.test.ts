/** Databases with their accounts, and the migration of their tables, whose script runs against a stand-in of PyMySQL. */
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { sh } from '../../../provisioner/core/command.ts'
import { reveal, Secret } from '../../../provisioner/core/secret.ts'
import type { Step } from '../../../provisioner/core/step.ts'
import { databaseSync } from '../../../provisioner/steps/databaseSync.ts'
import { mysqlDatabase } from '../../../provisioner/steps/mysqlDatabase.ts'
import { readOf } from '../../support/components.ts'
import { StandInMachine } from '../../support/standInMachine.ts'

vi.setConfig({ testTimeout: 60_000 })

const sha1 = (data: string | Buffer): Buffer => createHash('sha1').update(data).digest()
const hashOf = (password: string): string => `*${sha1(sha1(password)).toString('hex').toUpperCase()}`
const PASSWORD = "correct 'horse'"
const HASH = hashOf(PASSWORD)

describe('a database with its account', () => {
  const step = (password = PASSWORD): Step =>
    mysqlDatabase({
      id: 'nova/database@m1',
      machine: 'm1',
      database: 'nova_api',
      user: 'nova',
      password: new Secret(password),
      explains: 'for a test',
    })
  const row = (...cells: string[]): string => `${cells.join('\t')}\n`
  const account = (host: string, hash = HASH, user = 'nova', grant = 'nova\\\\_api'): string =>
    row('account', user, host, grant, hash)
  const there = row('database', 'nova_api')

  test.each<[string, string, readonly string[]]>([
    ['all there', there + account('%') + account('localhost'), []],
    [
      'nothing there',
      row('database', 'mysql'),
      ['create database nova_api', 'create account nova@%', 'create account nova@localhost'],
    ],
    ['another password', there + account('%', hashOf('old')) + account('localhost'), ['update account nova@%']],
    ['one account only', there + account('%'), ['create account nova@localhost']],
    [
      'rights on another database',
      there + account('%', HASH, 'nova', 'nova') + account('localhost'),
      ['create account nova@%'],
    ],
    [
      'a name that stands for many (an unescaped underscore)',
      row('database', 'novaXapi') + account('%') + account('localhost'),
      ['create database nova_api'],
    ],
    ['accounts of another', there + account('%', HASH, 'nova2') + account('localhost'), ['create account nova@%']],
  ])('%s', (_what, stdout, expected) => {
    const verdict = step().check(readOf(step().reads, { databases: { stdout } }))
    const changes = verdict.state === 'change' ? verdict.changes : []
    expect(changes.map(({ operation, subject }) => `${operation} ${subject}`)).toEqual(expected)
  })

  test.each([
    ["ERROR 2002 (HY000): Can't connect\nmore", "Can't connect"],
    ['', 'it is not installed'],
  ])('unknown while MariaDB does not answer: %j', (stderr, reason) => {
    const read = readOf(step().reads, { databases: { status: 1, stderr } })
    expect(() => step().check(read)).toThrow(reason)
  })

  test('its password stands nowhere but as a hash on standard input, whatever signs it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
        const one = step(text.toWellFormed())
        const [action, ...more] = one.actions(readOf(one.reads, {}))
        if (action?.kind !== 'run' || !(action.command.input instanceof Secret)) throw new Error('no secret input')
        expect(more).toEqual([])
        expect(action.command.script).toBe('mariadb --batch')
        const statements = reveal(action.command.input)
        expect(
          statements.split(`identified via mysql_native_password using '${hashOf(text.toWellFormed())}'`),
        ).toHaveLength(3)
        expect(statements.split("'")).toHaveLength(5)
        expect(JSON.stringify(one.actions(readOf(one.reads, {})))).not.toContain(hashOf(text.toWellFormed()))
      }),
      { numRuns: 40 },
    )
  })

  test('its account may do everything in it and nothing in one whose name is like it', () => {
    const [action] = step().actions(readOf([], {}))
    const statements = action?.kind === 'run' ? reveal((action.command.input ?? '') as Secret) : ''
    expect(statements).toContain('grant all privileges on `nova\\_api`.* to `nova`@`%`;')
    expect(statements).toContain('grant all privileges on `nova\\_api`.* to `nova`@`localhost`;')
    expect(statements).not.toContain('with grant option')
  })
})

/** Tables are the names in a file; the version is another. */
const PYMYSQL = `
import os, pathlib
class err:
    class ProgrammingError(Exception): pass
root = pathlib.Path(os.environ["DATABASE"])
def lines(name):
    path = root / name
    return path.read_text().split() if path.exists() else []
def connect(**wanted):
    if wanted["password"] != "p@ss" or wanted["database"] != "glance" or wanted["port"] != 3306: raise OSError("access denied")
    return Db()
class Db:
    rows = []
    def __enter__(self): return self
    def __exit__(self, *_): pass
    def cursor(self): return self
    def execute(self, text):
        if text == "show tables": self.rows = [(name,) for name in lines("tables")]
        elif text.startswith("drop table"):
            name = text.split("\`")[1]
            (root / "tables").write_text("".join(one + "\\n" for one in lines("tables") if one != name))
        elif "alembic_version" in text:
            if not (root / "tables").exists(): raise err.ProgrammingError
            self.rows = [(one,) for one in lines("version")]
    def fetchall(self): return self.rows
`

function machine(): StandInMachine {
  const made = new StandInMachine()
  made.write('/python/pymysql.py', PYMYSQL)
  made.write('/glance.conf', '[database]\nconnection = mysql+pymysql://glance:p%40ss@10.83.0.11/glance?charset=utf8\n')
  made.write('/migrations/versions/a.py', 'revision: str = "one"\ndown_revision = None\n')
  made.write('/migrations/versions/b.py', "revision = 'two'\ndown_revision = 'one'\n")
  Object.assign(made.environment, {
    PYTHONPATH: made.path('/python'),
    DATABASE: made.path('/db'),
    PYTHONDONTWRITEBYTECODE: '1',
  })
  made.write('/db/log', '')
  return made
}

const syncOf = (one: StandInMachine): Step =>
  databaseSync({
    id: 'glance/tables@m1',
    machine: 'm1',
    database: 'glance',
    config: one.path('/glance.conf'),
    migrations: [one.path('/migrations')],
    sync: sh`glance-manage db_sync`,
    explains: 'for a test',
  })
/** A sync that makes two tables, the second of which needs that it was not there. */
const SYNC = `
cd "$DATABASE"
! grep -qx half tables 2>/dev/null || { echo "table half exists" >&2; exit 1; }
echo half >> tables
[ ! -e cut ] || { rm cut; exit 9; }
echo whole >> tables; echo two > version`

describe('the tables of a database', () => {
  test('come by the first sync, and are then up to date', () => {
    using one = machine()
    one.program('glance-manage', SYNC)
    const step = syncOf(one)
    expect(step.lock).toBe('tables of glance')
    expect(step.check(one.facts(step.reads))).toMatchObject({
      changes: [{ operation: 'update', subject: 'tables of glance', summary: 'to two' }],
    })
    one.apply(step.actions(one.facts(step.reads)))
    expect(one.calls()).toEqual(['glance-manage db_sync'])
    expect(step.check(one.facts(step.reads))).toEqual({ state: 'ok' })
    expect(one.run(sh`ls manifest`).stdout).toBe('first-sync-glance.lock\n')
  })

  test('whose first sync was cut off are dropped and made anew', () => {
    using one = machine()
    one.program('glance-manage', SYNC)
    one.write('/db/cut', '')
    const step = syncOf(one)
    expect(() => one.apply(step.actions(one.facts(step.reads)))).toThrow('status 9')
    expect(one.read('/db/tables')).toBe('half\n')
    expect(step.check(one.facts(step.reads))).toMatchObject({
      changes: [{ summary: 'the first attempt was interrupted' }],
    })
    one.apply(step.actions(one.facts(step.reads)))
    expect(one.read('/db/tables')).toBe('half\nwhole\n')
    expect(step.check(one.facts(step.reads))).toEqual({ state: 'ok' })
  })

  test('that hold data are never dropped, whatever becomes of a later sync', () => {
    using one = machine()
    one.write('/db/tables', 'images\n')
    one.write('/db/version', 'one\n')
    one.write('/db/cut', '')
    one.program('glance-manage', SYNC)
    const step = syncOf(one)
    expect(step.check(one.facts(step.reads))).toMatchObject({ changes: [{ summary: 'to two' }] })
    expect(() => one.apply(step.actions(one.facts(step.reads)))).toThrow('status 9')
    expect(() => one.apply(step.actions(one.facts(step.reads)))).toThrow('table half exists')
    expect(one.read('/db/tables')).toBe('images\nhalf\n')
  })

  test.each([
    ['its configuration is not written yet', '/glance.conf', 'is not written yet'],
    ['its package is not there yet', '/migrations', 'is not installed yet'],
  ])('are unknown where %s', (_what, gone, reason) => {
    using one = machine()
    one.run(sh`rm -r ${one.path(gone)}`)
    const step = syncOf(one)
    expect(() => step.check(one.facts(step.reads))).toThrow(reason)
  })

  test('are not touched, and nothing is started, where the database does not let us in', () => {
    using one = machine()
    one.write('/glance.conf', '[database]\nconnection = mysql+pymysql://glance:old@10.83.0.11/glance\n')
    one.program('glance-manage', SYNC)
    const step = syncOf(one)
    expect(() => step.check(one.facts(step.reads))).toThrow('access denied')
    const [action] = step.actions(readOf([], {}))
    expect(action?.kind === 'run' && one.run(action.command)).toMatchObject({
      stderr: expect.stringContaining('access denied'),
    })
    expect(action?.kind === 'run' && one.run(action.command).status).not.toBe(0)
    expect(one.read('/calls')).toBeUndefined()
  })
})
