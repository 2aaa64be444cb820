/** A database with one account that may do everything in it and nothing elsewhere. */
import { createHash } from 'node:crypto'
import { sh, withInput } from '../core/command.ts'
import { reveal, Secret, secret } from '../core/secret.ts'
import { type Change, type Step, verdict } from '../core/step.ts'
import { databaseState } from '../facts/mysql.ts'

export interface MysqlDatabase {
  readonly id: string
  readonly machine: string
  readonly database: string
  readonly user: string
  readonly password: Secret
  readonly explains: string
}

/** Connections come from the management network (MariaDB listens nowhere else) and over the socket. */
const HOSTS = ['%', 'localhost'] as const

export function mysqlDatabase(wanted: MysqlDatabase): Step {
  const { database, user } = wanted
  const present = databaseState(database, user)
  const hash = passwordHash(wanted.password)
  const change = (operation: Change['operation'], subject: string): Change => ({ kind: 'database', operation, subject })
  const creation = [
    change('create', `database ${database}`),
    ...HOSTS.map((host) => change('create', `account ${user}@${host}`)),
  ]
  return {
    id: wanted.id,
    title: `Create the database ${database}`,
    machine: wanted.machine,
    explains: wanted.explains,
    reads: [present],
    expected: creation,
    check: (read) => {
      const state = read(present)
      const accounts = HOSTS.flatMap((host) => {
        const is = state.accounts.get(host)
        return is === hash ? [] : [change(is === undefined ? 'create' : 'update', `account ${user}@${host}`)]
      })
      return verdict([...(state.exists ? [] : [change('create', `database ${database}`)]), ...accounts])
    },
    actions: () => [{ kind: 'run', command: withInput(sh`mariadb --batch`, statements(wanted)) }],
  }
}

/** utf8mb3 as OpenStack's installation guides assume; names are the components' own, the password's hash is hex. */
function statements({ database, user, password }: MysqlDatabase): Secret {
  const accounts = HOSTS.map((host) => {
    const account = `\`${user}\`@\`${host}\``
    const hash = new Secret(passwordHash(password))
    return secret`create user if not exists ${account}; alter user ${account} identified via mysql_native_password using '${hash}'; grant all privileges on \`${database.replaceAll('_', '\\_')}\`.* to ${account};`
  })
  const granted = accounts.reduce((whole, one) => secret`${whole}\n${one}`)
  return secret`create database if not exists \`${database}\` character set utf8mb3; ${granted}`
}

/** MariaDB's mysql_native_password: "*" and SHA1(SHA1(password)) in upper-case hexadecimal. */
function passwordHash(password: Secret): string {
  const once = createHash('sha1').update(reveal(password)).digest()
  return `*${createHash('sha1').update(once).digest('hex').toUpperCase()}`
}
