/** Machines known from before the app was opened, on a real sshd: never said to be ready, looked at where that asks nothing, woken. */
import { describe, expect, it, vi } from 'vitest'
import type { MachineStates, Question } from '../../../electron/contract/index.ts'
import { ASKING, LACKS, sshdHome } from '../../support/sshdHome.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

type State = MachineStates['machines'][string]

describe.skipIf(LACKS !== undefined)(
  `machines seen before${LACKS === undefined ? '' : ` (left out: ${LACKS})`}`,
  () => {
    const home = sshdHome()

    const known = async (user?: string): Promise<Extract<State, { phase: 'ready' }>> => {
      await home.room.ask('machines.add', { cloud: 'home', machines: [home.entry('one', user)] })
      await home.yes()
      if (user !== undefined) {
        const { id } = await home.question('password')
        await home.room.ask('questions.answer', { id, answer: { kind: 'text', text: ASKING.password, keep: false } })
      }
      const ready = await home.until('ready')
      if (ready.phase !== 'ready') throw new Error('not ready')
      // What is kept for the next start is written once the look has ended.
      await home.room.until('jobs.follow', {}, (all) => all.every(({ state }) => state !== 'running'))
      await home.reopen()
      return ready
    }
    const now = async (): Promise<State> => {
      const { machines } = await home.room.until('machines.follow', { cloud: 'home' }, () => true)
      return machines.one as State
    }
    const asked = (): Question[] => {
      const all: Question[] = []
      home.room.app.listen('questions.follow', {}, (event) => {
        if (event.ok) all.push(...(event.value as Question[]))
      })
      return all
    }

    it('are ready only once they have answered again, which asks nothing', async () => {
      const { at } = await known()
      expect(await now()).toMatchObject({ phase: 'seen', at, probe: { hostname: expect.any(String) } })
      const questions = asked()
      await home.room.ask('machines.glance', { cloud: 'home' })
      const again = await now()
      expect(again.phase).toBe('ready')
      expect((again as { at: number }).at).toBeGreaterThan(at)
      expect(questions).toEqual([])
    })

    it('stay what they were where a password would have to be asked for, once', async () => {
      const { at } = await known(ASKING.name)
      const questions = asked()
      const before = home.sshd.log().split('Connection from').length
      await home.room.ask('machines.glance', { cloud: 'home' })
      await home.room.ask('machines.glance', { cloud: 'home' })
      expect(await now()).toMatchObject({ phase: 'seen', at })
      expect(questions).toEqual([])
      expect(home.sshd.log().split('Connection from').length).toBe(before + 1)
    })

    it('that are off are said to be, and woken are tried until they answer', async () => {
      const { probe } = await known()
      await home.sshd.stop()
      await home.room.ask('machines.glance', { cloud: 'home' })
      expect(await now()).toMatchObject({ phase: 'failed', error: { code: 'unreachable' }, last: probe })
      const { sent } = await home.room.ask('machines.wake', { cloud: 'home', machine: 'one' })
      expect(sent).toBeGreaterThan(0)
      expect(await now()).toMatchObject({ phase: 'failed', last: probe, lost: { retryAt: expect.any(Number) } })
      await home.sshd.start()
      expect(await home.until('ready')).toMatchObject({ probe: { hostname: probe.hostname } })
    })
  },
)
