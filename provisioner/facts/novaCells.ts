/** Nova's cells and the computes mapped into them, read from nova_api with the connection of nova.conf. */
import { sh } from '../core/command.ts'
import { type Fact, singleFact } from '../core/fact.ts'
import { CONNECT } from './migrations.ts'

export interface NovaCell {
  readonly uuid: string
  readonly name: string
  /** Templates in braces; they hold no password. Anything else is told apart by "other" only. */
  readonly transport: string
  readonly database: string
}

export interface NovaCells {
  readonly cells: readonly NovaCell[]
  /** Names of computes that are mapped. */
  readonly hosts: readonly string[]
}

/** Addresses that are no templates hold passwords and do not leave the machine. */
const READER = `${CONNECT}
import json, sys
def shown(url): return url if "{password}" in url or url == "none:///" else "other"
try:
    with connect("/etc/nova/nova.conf", "api_database") as db, db.cursor() as cursor:
        cursor.execute("select uuid, name, transport_url, database_connection from cell_mappings")
        cells = [{"uuid": u, "name": n or "", "transport": shown(t), "database": shown(d)} for u, n, t, d in cursor.fetchall()]
        cursor.execute("select host from host_mappings")
        print(json.dumps({"cells": cells, "hosts": [row[0] for row in cursor.fetchall()]}))
except Exception as error: sys.exit(str(error))
`

export const novaCells: Fact<NovaCells> = singleFact('nova-cells', sh`python3 -c ${READER}`, (result) => {
  if (result.status !== 0)
    throw new Error(`nova's cells cannot be read yet (${result.stderr.trim().split('\n').at(-1)})`)
  return JSON.parse(result.stdout) as NovaCells
})
