/** What a running cloud does to whoever uses it: tokens end, services stop, computes die. */
import { expect } from 'vitest'
import { errorData } from '../../../../provisioner/core/errors.ts'
import { reveal } from '../../../../provisioner/core/secret.ts'
import { drainCompute } from '../../../../provisioner/index.ts'
import { cutMachine, startMachine } from '../../../../provisioner/lab/index.ts'
import type { Server } from '../../../../provisioner/openstack/servers.ts'
import type { LabRoom } from '../../../support/labRoom.ts'
import { OURS, refusal } from '../../../support/passages/passage.ts'
import type { LabCloud } from './cloudOf.ts'

/** A token that is revoked behind the client's back: the next question is answered all the same. */
export async function tokenRevoked({ fetch, os }: LabCloud): Promise<void> {
  const before = await os.session.token()
  const secret = reveal(before.secret)
  const headers = { 'x-auth-token': secret, 'x-subject-token': secret }
  const gone = await fetch(`${await os.session.endpoint('identity')}/v3/auth/tokens`, { method: 'DELETE', headers })
  expect(gone.status).toBe(204)
  // Keystone knows at once; the others may trust the token until their cache ends.
  expect(await os.users.list()).toContainEqual(expect.objectContaining({ name: 'admin' }))
  expect(reveal((await os.session.token()).secret)).not.toBe(secret)
  expect(await os.servers.list()).toEqual(expect.any(Array))
}

/** Nova's API stops: whoever looks is told at once, whoever waits gets the answer when it is back. */
export async function apiReturns(room: LabRoom, { cloud, os }: LabCloud): Promise<void> {
  const looking = cloud.client({ looking: true })
  expect(await looking.servers.list()).toEqual(expect.any(Array))
  await room.ssh('controller', 'sudo systemctl stop nova-api')
  try {
    const { data } = await refusal(looking.servers.list())
    expect(data).toMatchObject({
      code: 'unreachable',
      message: expect.stringContaining('Listing the instances failed'),
    })
    expect(data.remedy).toContain('stackstead apply')
    // Other services answer meanwhile.
    expect((await looking.networks.list()).length).toBeGreaterThan(0)
    const patient = os.servers.list()
    await room.ssh('controller', 'sudo systemctl start nova-api')
    expect(await patient).toEqual(expect.any(Array))
  } finally {
    await room.ssh('controller', 'sudo systemctl start nova-api')
  }
  expect(await looking.servers.list()).toEqual(expect.any(Array))
}

/** Two instances on two computes: one compute is emptied, and both run on the other. */
export async function drained({ os, perform, until }: LabCloud, servers: readonly Server[]): Promise<void> {
  const [server] = servers
  const host = server?.host ?? ''
  const wish = { host, reason: 'a test', off: 'move', stuck: 'leave', atATime: 1 } as const
  const never = new AbortController().signal
  const steps: string[] = []
  const onProgress = ({ step }: { readonly step: string }): void => void steps.push(step)
  expect(await drainCompute(os, wish, { onProgress, stop: never, signal: never })).toBe('empty')
  expect(steps).toEqual(expect.arrayContaining(['disabling', 'moving']))
  expect(await os.servers.list({ host, allProjects: true })).toEqual([])
  for (const { id } of servers) {
    const there = await os.servers.get(id)
    expect(there).toMatchObject({ status: 'ACTIVE' })
    expect(there?.host).not.toBe(host)
  }
  const [service] = (await os.computeServices.list()).filter(
    (one) => one.host === host && one.binary === 'nova-compute',
  )
  expect(service).toMatchObject({ status: 'disabled', disabledReason: expect.stringContaining('a test') })
  await perform('computeService.enable', { id: service?.id ?? '', host })
  await until('it is enabled', async () => {
    const now = (await os.computeServices.list()).find((one) => one.id === service?.id)
    return now?.status === 'enabled' ? true : undefined
  })
}

/** The compute under an instance loses its power: the instance begins anew on the other one. */
export async function evacuated(lab: string, { os, perform, until }: LabCloud, { id }: Server): Promise<void> {
  const server = { id, name: OURS }
  const host = (await os.servers.get(id))?.host ?? ''
  const service = (await os.computeServices.list()).find((one) => one.host === host && one.binary === 'nova-compute')
  const compute = { id: service?.id ?? '', host }
  await cutMachine(lab, host)
  try {
    await perform('computeService.forceDown', { ...compute, isDown: true })
    await perform('server.evacuate', server)
    const there = await until('it runs elsewhere', async () => {
      const now = await os.servers.get(id)
      return now?.status === 'ACTIVE' && now.task === undefined && now.host !== host ? now : undefined
    })
    expect(there.powerState).toBe('running')
  } finally {
    await startMachine(lab, host)
    // Nova trusts a compute again only when its process has seen at its start what was taken from it meanwhile.
    await until('it is trusted again', () =>
      perform('computeService.forceDown', { ...compute, isDown: false }).then(
        () => true as const,
        (error: unknown) => {
          if (/evacuation migration records remain/.test(errorData(error).message)) return undefined
          throw error
        },
      ),
    )
  }
  await until('the compute reports again', async () => {
    const now = (await os.computeServices.list()).find((one) => one.id === compute.id)
    return now?.state === 'up' ? true : undefined
  })
}
