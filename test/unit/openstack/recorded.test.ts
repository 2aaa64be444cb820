/** The client against what real services answered: `npm run record` wrote it down from a lab, nobody typed it. */
import { describe, expect, test } from 'vitest'
import { Secret } from '../../../provisioner/core/secret.ts'
import { PASSAGES } from '../../support/passages/index.ts'
import { passageRoom } from '../../support/passages/passage.ts'
import { readRecorded } from '../../support/record/recordedFiles.ts'
import { replay } from '../../support/record/replay.ts'

/** Looks as often as the recording has answers: it says when it has none left. */
async function until<T>(_what: string, look: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await look()
    if (found !== undefined) return found
  }
}

const { exchanges: session } = readRecorded('session')
/** Keystone, as the recording calls it. */
const authUrl = session[0]?.request.replace(/^POST (.*)\/auth\/tokens$/, '$1') ?? ''

describe('what real services answered is understood', () => {
  test.each(PASSAGES)('$name', async ({ name, run }) => {
    const { fetch, left } = replay(readRecorded(name).exchanges, session)
    await run(
      passageRoom({
        ...{ fetch, until, sleep: async () => {} },
        credentials: {
          ...{ kind: 'password', authUrl, region: 'RegionOne', user: 'admin', project: 'admin' },
          password: new Secret('of nobody'),
        },
      }),
    )
    expect(left()).toEqual([])
  })
})
