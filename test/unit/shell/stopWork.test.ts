/** Leaving while a deployment waits for an answer: it does not wait for somebody who is gone. */
import { expect, test } from 'vitest'
import { runningJobs, stopWork } from '../../../electron/shell/stopWork.ts'
import { openAppRoom } from '../../support/appRoom.ts'
import { sshdLacks, startSshd } from '../../support/sshd.ts'

test.skipIf(sshdLacks() !== undefined)('an open question is declined, and the run it kept waiting ends', async () => {
  await using sshd = await startSshd()
  await using room = await openAppRoom()
  const way = `address: 127.0.0.1, port: ${sshd.port}, user: ${sshd.user}, management: 10.83.0.11`
  const machine = `desk: { ${way}, roles: [controller, network, compute] }`
  const text = `name: home\nmachines:\n  ${machine}\nnetworks:\n  management: { subnet: 10.83.0.0/24 }\n`
  await room.ask('clouds.create', { name: 'home' })
  const { revision } = await room.ask('clouds.read', { cloud: 'home' })
  await room.ask('clouds.write', { cloud: 'home', text, revision })
  await room.ask('runs.start', { cloud: 'home', operation: 'apply' })
  await room.until('questions.follow', {}, (open) => open.some(({ kind }) => kind === 'host-key'))
  expect(await runningJobs(room.app)).toMatchObject([{ kind: 'run', cloud: 'home' }])
  await stopWork(room.app)
  expect(await runningJobs(room.app)).toEqual([])
  expect(await room.ask('runs.list', { cloud: 'home' })).toEqual([])
})
