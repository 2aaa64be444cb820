/** The baseline of a no-op apply: one script a machine that looks at the same things, as a person would write it. */
import { dirname, join } from 'node:path'
import { quote } from '../../../provisioner/core/command.ts'
import { reveal } from '../../../provisioner/core/secret.ts'
import { adminCredentials } from '../../../provisioner/engine/access.ts'
import { ownKnownHosts, type Project } from '../../../provisioner/index.ts'
import { loopCommand } from '../sshLoop.ts'
import { type Questions, questionsOf } from './questions.ts'

/** Writes the scripts into a private folder, because one holds the administrator's password; returns what runs them. */
export function baselineCommand(project: Project, folder: string): string[] {
  const beside = join(dirname(project.file), '.stackstead', 'known_hosts')
  const machines = project.cloud.machines.map(({ name, ssh }) => {
    const { host, key = '', port = 22, user = 'root' } = ssh
    return { name, host, key, port, user, script: machineScript(project, questionsOf(project.plan, name)) }
  })
  return loopCommand(folder, [beside, ownKnownHosts({})], machines)
}

/** What a person would ask for the rest, as cheaply as it can be asked. */
const OTHERS: Readonly<Record<string, string>> = {
  databases: "mariadb --batch -e 'show databases; select user, host, db from mysql.db'",
  migrations: `for db in $(mariadb -N -e "select table_schema from information_schema.tables where table_name = 'alembic_version'"); do
  mariadb -N -e "select version_num from $db.alembic_version"; done`,
  'nova-cells':
    "mariadb --batch nova_api -e 'select uuid, name, database_connection from cell_mappings; select host from host_mappings'",
  network: 'ip -details address',
  openvswitch: 'ovs-vsctl show',
  'openvswitch-module': 'ls /sys/module | grep openvswitch',
  'ovn-connection': 'ovn-appctl -t ovn-controller connection-status',
}

function machineScript(project: Project, questions: Questions): string {
  const { addresses, api, files, others, packages, units } = questions
  const words = (list: Iterable<string>): string => [...list].map(quote).join(' ')
  const sums = [...files].flatMap(([path, sum]) => (sum === undefined ? [] : `${sum}  ${path}`))
  const parts = [
    `dpkg-query --show --showformat='\${Package} \${Version} \${db:Status-Status}\\n' ${words(packages)} 2>/dev/null`,
    `sha256sum --check --quiet <<'END' || exit 1\n${sums.join('\n')}\nEND`,
    `stat --format='%U:%G %a %n' ${words(files.keys())} 2>/dev/null`,
    ...(units.length === 0 ? [] : [`systemctl show --property=LoadState,ActiveState,UnitFileState ${words(units)}`]),
    ...others.flatMap((subject) => OTHERS[subject] ?? []),
    ...addresses.map(({ host, port }) => `bash -c ': < /dev/tcp/${host}/${port}'`),
    ...(api.length === 0 ? [] : [`python3 - <<'END' || exit 1\n${apiScript(project, api)}\nEND`]),
  ]
  return `${parts.join('\n')}\ntrue\n`
}

/** A token, then one request after the other; a failed one is told, not found is an answer. */
function apiScript(project: Project, paths: readonly string[]): string {
  const { authUrl, password } = adminCredentials(project)
  return `import json, urllib.error, urllib.request
keystone = ${JSON.stringify(authUrl)}
user = {"name": "admin", "domain": {"id": "default"}, "password": ${JSON.stringify(reveal(password))}}
auth = {"auth": {"identity": {"methods": ["password"], "password": {"user": user}},
                 "scope": {"project": {"name": "admin", "domain": {"id": "default"}}}}}
request = urllib.request.Request(keystone + "/auth/tokens", json.dumps(auth).encode(), {"Content-Type": "application/json"})
with urllib.request.urlopen(request) as answer:
    token = answer.headers["X-Subject-Token"]
    catalog = json.load(answer)["token"]["catalog"]
urls = {s["type"]: e["url"].rstrip("/") for s in catalog for e in s["endpoints"] if e["interface"] == "internal"}
urls["identity"] = keystone.removesuffix("/v3")
for line in ${JSON.stringify(paths)}:
    service, path = line.split(" ", 1)
    try:
        with urllib.request.urlopen(urllib.request.Request(urls[service] + path, headers={"X-Auth-Token": token})) as answer:
            print(line, len(answer.read()))
    except urllib.error.HTTPError as error:
        if error.code != 404: raise
`
}

/** Subjects the script does not ask about. */
export function leftOut(project: Project): string[] {
  const others = project.cloud.machines.flatMap(({ name }) => questionsOf(project.plan, name).others)
  return [...new Set(others)].filter((subject) => !(subject in OTHERS)).sort()
}
