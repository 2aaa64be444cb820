/**
 * Database migrations: what a service's database has reached, and what its package brings. Read where the service runs,
 * with the connection of its own configuration file, because its database may live on another machine.
 */
import { sh, withInput } from '../core/command.ts'
import { type Fact, fact, type Subject } from '../core/fact.ts'

export interface MigrationState {
  /** Newest revisions below the folders; empty where the package is not installed. */
  readonly heads: readonly string[]
  /** Rows of alembic_version; empty before the first sync. */
  readonly reached: readonly string[]
  /** A first sync began and did not end. */
  readonly interrupted: boolean
}

export interface MigrationQuestion {
  /** The service's configuration file and the section whose `connection` is meant. */
  readonly config: string
  readonly section: string
  /** Folders of alembic scripts. */
  readonly folders: readonly string[]
  /** Present while a first sync runs. */
  readonly mark: string
}

/** Python because PyMySQL is there wherever a service with a database is, and a MariaDB client is not. */
export const CONNECT = `
import configparser, urllib.parse
def connect(config, section):
    import pymysql
    parser = configparser.RawConfigParser(strict=False, allow_no_value=True)
    if not parser.read(config): raise OSError(config + " is not written yet")
    url = urllib.parse.urlsplit(parser.get(section, "connection").replace("$$", "$"))
    part = urllib.parse.unquote
    return pymysql.connect(host=url.hostname, port=url.port or 3306, user=part(url.username),
        password=part(url.password), database=url.path.lstrip("/"), connect_timeout=5)
`

const READER = `${CONNECT}
import json, os, pathlib, re, sys
def heads(folders):
    names, parents = set(), set()
    for path in (p for folder in folders for p in pathlib.Path(folder).rglob("*.py")):
        for kind, values in re.findall(r"^(revision|down_revision|depends_on)\\b[^=]*=\\s*(\\([^)]*\\)|.*)", path.read_text(), re.M):
            (names if kind == "revision" else parents).update(re.findall(r"['\\"]([^'\\"]+)['\\"]", values))
    return sorted(names - parents)
def reached(question):
    import pymysql
    with connect(question["config"], question["section"]) as db, db.cursor() as cursor:
        try: cursor.execute("select version_num from alembic_version")
        except pymysql.err.ProgrammingError: return []
        return sorted(row[0] for row in cursor.fetchall())
def answer(question):
    try: return {"heads": heads(question["folders"]), "reached": reached(question), "interrupted": os.path.exists(question["mark"])}
    except Exception as error: return {"error": str(error)}
print(json.dumps([answer(question) for question in json.load(sys.stdin)]))
`

const migrations: Subject<MigrationQuestion, MigrationState> = {
  name: 'migrations',
  command: (questions) => withInput(sh`python3 -c ${READER}`, JSON.stringify(questions)),
  parse: (result, questions) => {
    const answers = JSON.parse(result.stdout) as (MigrationState | { error: string })[]
    const byQuestion = new Map(questions.map((question, index) => [JSON.stringify(question), answers[index]]))
    return (question) => {
      const answer = byQuestion.get(JSON.stringify(question))
      if (answer === undefined || 'error' in answer)
        throw new Error(`its database cannot be read yet (${answer?.error})`)
      if (answer.heads.length === 0) throw new Error('the package with its migrations is not installed yet')
      return answer
    }
  },
}

export function migrationState(question: MigrationQuestion): Fact<MigrationState> {
  return fact(migrations, question)
}
