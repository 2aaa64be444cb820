/** MariaDB: databases and accounts, read over the local socket as root. */
import { sh } from '../core/command.ts'
import { type Fact, fact, type Subject } from '../core/fact.ts'

export interface DatabaseState {
  readonly exists: boolean
  /** Accounts with all rights on the database: password hash (mysql_native_password, "*HEX") by host pattern. */
  readonly accounts: ReadonlyMap<string, string>
}

interface Question {
  readonly database: string
  readonly user: string
}

const databases: Subject<Question, DatabaseState> = {
  name: 'databases',
  command: () => sh`
    mariadb --batch --skip-column-names -e "
      select 'database', schema_name from information_schema.schemata;
      select 'account', u.user, u.host, d.db, u.authentication_string from mysql.user u join mysql.db d
        on u.user = d.user and u.host = d.host where d.create_priv = 'Y' and d.select_priv = 'Y';"`,
  parse: (result) => {
    if (result.status !== 0)
      throw new Error(`MariaDB does not answer yet (${firstLine(result.stderr) || 'it is not installed'})`)
    const rows = result.stdout.split('\n').map((line) => line.split('\t'))
    const of = (kind: string): string[][] => rows.filter((row) => row[0] === kind).map((row) => row.slice(1))
    return ({ database, user }) => ({
      exists: of('database').some(([name]) => name === database),
      accounts: new Map(
        of('account').flatMap(([name, host, db, hash]) =>
          name === user && unescaped(db) === database ? [[host ?? '', hash ?? '']] : [],
        ),
      ),
    })
  },
}

export function databaseState(database: string, user: string): Fact<DatabaseState> {
  return fact(databases, { database, user })
}

/** Underscores in a grant's database name are escaped, because there they would match any character. */
function unescaped(name: string | undefined): string | undefined {
  return name?.replaceAll('\\\\', '\\').replaceAll('\\_', '_')
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0] ?? ''
}
