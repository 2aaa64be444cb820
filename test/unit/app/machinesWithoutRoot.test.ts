/** A machine whose login may not become root, on a real sshd with a real sudo: it is seen all the same. */
import { describe, expect, it, vi } from 'vitest'
import { ASKING, LACKS, sshdHome } from '../../support/sshdHome.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

describe.skipIf(LACKS !== undefined)(
  `a login without root${LACKS === undefined ? '' : ` (left out: ${LACKS})`}`,
  () => {
    const home = sshdHome()
    const answer = async (answer: { readonly kind: 'no' } | { readonly kind: 'text'; readonly text: string }) => {
      const { id } = await home.question('password')
      await home.room.ask('questions.answer', {
        id,
        answer: answer.kind === 'no' ? answer : { ...answer, keep: false },
      })
    }

    it('shows what the machine is made of, with the want of root before every role, until there is root', async () => {
      await home.room.ask('machines.add', { cloud: 'home', machines: [{ ...home.entry(), user: ASKING.name }] })
      await home.yes()
      await answer({ kind: 'no' })
      const failed = await home.until('failed')
      if (failed.phase !== 'failed') throw new Error('not failed')
      expect(failed.error).toMatchObject({ code: 'sudo', message: expect.stringContaining('asks for a password') })
      expect(failed.last?.processor.cores).toBeGreaterThan(0)
      expect(failed.last?.memory.total).toBeGreaterThan(100)
      const rootless = failed.last?.obstacles.filter(({ why }) => why.startsWith('Commands on one do not run as root.'))
      expect(rootless?.map(({ role, level }) => `${role} ${level}`)).toEqual([
        'controller error',
        'network error',
        'compute error',
        'storage error',
      ])
      const looked = home.room.ask('machines.probe', { cloud: 'home' })
      await answer({ kind: 'text', text: ASKING.password })
      await looked
      const ready = await home.until('ready')
      if (ready.phase !== 'ready') throw new Error('not ready')
      expect(ready.probe.obstacles.map(({ why }) => why).join()).not.toContain('do not run as root')
    })
  },
)
