/** `npm run record`: asks a real cloud everything the passages ask, and writes down what its services answered. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { cloudFleet, knownHostsBeside, openProject, openRunningCloud } from '../../provisioner/index.ts'
import type { PasswordCredentials } from '../../provisioner/openstack/credentials.ts'
import { PASSAGES } from '../support/passages/index.ts'
import { passageRoom } from '../support/passages/passage.ts'
import { neutral } from '../support/record/neutral.ts'
import { RECORDED, recordedFile } from '../support/record/recordedFiles.ts'
import { recording } from '../support/record/recording.ts'

const USAGE = `npm run record -- --folder FOLDER [--only NAME]

Runs the passages of test/support/passages against the cloud whose cloud.yaml lies in FOLDER, a lab's of at least two
computes, and writes the services' answers to test/recorded, without ids, addresses, keys and tokens of that cloud.

  --only  passages whose name begins so, and what all need (others stay as they are)`

const { values } = parseArgs({
  options: { folder: { type: 'string' }, help: { type: 'boolean', short: 'h' }, only: { type: 'string' } },
})
/** Milliseconds for one thing to become so. */
const ATMOST = 300_000

if (values.help || values.folder === undefined) console.log(USAGE)
else process.exitCode = await record(values.folder, values.only)

async function record(folder: string, only = ''): Promise<number> {
  const project = await openProject(join(folder, 'cloud.yaml'))
  const fleet = cloudFleet(project.cloud, { knownHostsFile: knownHostsBeside(project.file) })
  const cloud = openRunningCloud(project, fleet)
  const { management, provider } = project.cloud.networks
  const heard = recording(
    cloud.fetch,
    neutral({
      ...stand(management.subnet, '192.0.2.'),
      ...(provider === undefined ? {} : stand(provider.subnet, '198.51.100.')),
    }),
  )
  let failed = 0
  try {
    const credentials = cloud.credentials as PasswordCredentials
    const room = passageRoom({ fetch: heard.fetch, credentials, until })
    const { session } = room.os
    await session.token()
    await session.versions('compute')
    await session.versions('placement')
    write('session', heard.take())
    for (const { name, run } of PASSAGES.filter((one) => one.name.startsWith(only))) {
      const began = Date.now()
      try {
        await run(room)
        write(name, heard.take())
        console.log(`${name}: ${((Date.now() - began) / 1000).toFixed(1)} s`)
      } catch (error) {
        failed += 1
        heard.take()
        console.error(`${name} FAILED:`, error)
      }
    }
  } finally {
    cloud.close()
    await fleet[Symbol.asyncDispose]()
  }
  execFileSync('biome', ['format', '--write', RECORDED], { stdio: ['ignore', 'ignore', 'inherit'] })
  return failed === 0 ? 0 : 1

  /** Of many looks the first and the last are kept: what lies between says nothing new. */
  async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
    const end = Date.now() + ATMOST
    for (let looks = 0; ; looks += 1) {
      const mark = heard.mark()
      const found = await look()
      if (found !== undefined) return found
      if (looks > 0) heard.forget(mark)
      if (Date.now() > end) throw new Error(`Waited in vain until ${what}.`)
      await delay(1000)
    }
  }
}

/** A subnet of 256 addresses, as a lab's are, by its first three numbers. */
function stand(subnet: string, by: string): Record<string, string> {
  return { [subnet.replace(/\d+\/24$/, '')]: by }
}

function write(passage: string, exchanges: unknown): void {
  const file = recordedFile(passage)
  mkdirSync(dirname(file), { recursive: true })
  rmSync(file, { force: true })
  writeFileSync(file, `${JSON.stringify({ passage, exchanges }, undefined, 2)}\n`)
}
