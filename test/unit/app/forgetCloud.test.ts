/** Taking a cloud off the list while something works on it: its credentials and connections stay until that has ended. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type AllRooms, cloudRooms } from '../../../electron/app/clouds/cloudRooms.ts'
import { connectedClouds } from '../../../electron/app/clouds/connectedClouds.ts'
import type { AppHost } from '../../../electron/app/host.ts'
import { type Jobs, jobs } from '../../../electron/app/jobs.ts'
import { credentialStore } from '../../../electron/app/machines/credentials.ts'
import { openQuestions } from '../../../electron/app/questions/questions.ts'
import type { Job } from '../../../electron/contract/index.ts'
import { keyVault } from '../../../provisioner/adapters/keyVault.ts'
import { Secret } from '../../../provisioner/core/secret.ts'
import type { Credentials } from '../../../provisioner/openstack/credentials.ts'
import { rejection } from '../../support/sshClient.ts'

let folder: string
let rooms: AllRooms
let work: Jobs
let forgotten: string[]

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stackstead-forget-'))
  const host: AppHost = { kind: 'browser', version: '0', folder, vault: keyVault(join(folder, 'key')) }
  forgotten = []
  const store = credentialStore(host)
  const kept = { ...store, forget: async (cloud: string) => void forgotten.push(cloud) }
  work = jobs()
  rooms = await cloudRooms(host, work, {
    credentials: kept,
    questions: openQuestions(kept),
    connected: connectedClouds(host),
  })
  await rooms.create('home')
  const login = { user: 'admin', project: 'admin', password: new Secret('no-secret') } as const
  const credentials: Credentials = { kind: 'password', authUrl: 'http://127.0.0.1:1/v3', ...login }
  await rooms.connect({ id: 'used', entry: 'used', file: '/clouds.yaml' }, { credentials })
})
afterEach(async () => {
  await rooms[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
})

const ids = () => rooms.list.get().map(({ id }) => id)

test.each<[Job['kind'], string]>([
  ['run', 'home'],
  ['verify', 'home'],
  ['drain', 'used'],
  ['recipe', 'used'],
  ['image', 'used'],
])('a %s of %s must end first', async (kind, cloud) => {
  const end = Promise.withResolvers<void>()
  const done = work.run({ kind, cloud, title: `Work on ${cloud}` }, () => end.promise)
  expect(await rejection(rooms.forget(cloud))).toMatchObject({
    data: {
      code: 'locked',
      message: expect.stringContaining(`"Work on ${cloud}" is under way`),
      remedy: expect.stringContaining('Stop it or wait'),
    },
  })
  expect(ids()).toEqual(['home', 'used'])
  expect(forgotten).toEqual([])
  end.resolve()
  await done
  await rooms.forget(cloud)
  expect(ids()).toEqual(['home', 'used'].filter((id) => id !== cloud))
})

test('neither looking at it nor work on another cloud holds it', async () => {
  const never = Promise.withResolvers<void>()
  void work.run({ kind: 'probe', cloud: 'home', title: 'Look' }, () => never.promise)
  void work.run({ kind: 'run', cloud: 'used', title: 'Deploy' }, () => never.promise)
  await rooms.forget('home')
  expect(ids()).toEqual(['used'])
  expect(forgotten).toEqual(['home'])
})
