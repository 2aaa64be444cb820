/** Every request and stream of the contract has an answer, and nothing else does. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openAreas } from '../../../electron/app/areas.ts'
import { REQUESTS, STREAMS } from '../../../electron/contract/index.ts'
import { keyVault } from '../../../provisioner/adapters/keyVault.ts'
import { apart } from '../../support/appRoom.ts'

test('every request and stream of the contract is answered', async () => {
  const home = await mkdtemp(join(tmpdir(), 'stackstead-app-'))
  const restore = apart(home)
  const vault = keyVault(join(home, 'key'))
  const areas = await openAreas({ kind: 'browser', version: '0.0.0', folder: join(home, 'data'), vault })
  expect(Object.keys(areas.requests).sort()).toEqual(Object.keys(REQUESTS).sort())
  expect(Object.keys(areas.streams).sort()).toEqual(Object.keys(STREAMS).sort())
  await areas[Symbol.asyncDispose]()
  restore()
  await rm(home, { recursive: true, force: true })
})
