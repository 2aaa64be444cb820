/** A file that comes out of a recipe, fetched by ssh from a real sshd: with the recipe's key, from the host the console names, for its owner only. */
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { errorData } from '../../../provisioner/core/errors.ts'
import { listRecipeRuns } from '../../../provisioner/engine/recipes/recipeRuns.ts'
import { removeRecipe } from '../../../provisioner/engine/recipes/removeRecipe.ts'
import { prepareRecipe, resumeRecipe } from '../../../provisioner/engine/recipes/runRecipe.ts'
import { type RecipeWorld, recipeText, recipeWorld } from '../../support/recipeWorld.ts'
import { rejection } from '../../support/sshClient.ts'
import { type Sshd, sshdLacks, startSshd } from '../../support/sshd.ts'

const KUBECONFIG = 'apiVersion: v1\nkind: Config\nusers: [{ name: admin, user: { token: secret } }]\n'
const READY = `STACKSTEAD authority sha256:${'ab'.repeat(32)}\nSTACKSTEAD controller-ready\nSTACKSTEAD nodes-ready 4\n`

describe.skipIf(sshdLacks() !== undefined)('kubeconfig', () => {
  const keys = join(tmpdir(), `stackstead-recipe-keys-${process.pid}`)
  let sshd: Sshd
  let world: RecipeWorld | undefined
  beforeAll(async () => {
    writeFileSync(keys, '')
    sshd = await startSshd({ config: [`AuthorizedKeysFile ${keys}`] })
    writeFileSync(join(sshd.folder, 'kubeconfig'), KUBECONFIG)
  })
  afterAll(async () => {
    await sshd?.[Symbol.asyncDispose]()
    rmSync(keys, { force: true })
  })
  afterEach(() => world?.[Symbol.asyncDispose]())

  /** The instance lets in the key of its key pair, as cloud-init would have it. */
  async function begun(console: string) {
    const opened = await recipeWorld({
      forward: async () => {
        writeFileSync(keys, `${opened.world.rows['os-keypairs'][0]?.public_key}\n`)
        return connect(sshd.port, '127.0.0.1')
      },
    })
    world = opened
    opened.world.console = console
    const text = recipeText('kubernetes')
      .replace('user: stackstead\n', `user: ${sshd.user}\n`)
      .replace('path: /home/stackstead/kubeconfig\n', `path: ${join(sshd.folder, 'kubeconfig')}\n`)
    return { opened, prepared: await prepareRecipe(opened.room, { name: 'kubernetes', text }, { workers: 1 }) }
  }

  test('is fetched whole, mode 0600, and goes when all is removed', async () => {
    const { opened, prepared } = await begun(`${READY}STACKSTEAD host-key ${sshd.hostKeys()[0]}\n`)
    await prepared.make(opened.room)
    const [state] = await listRecipeRuns(opened.folder)
    const file = state?.outputs.find(({ name }) => name === 'kubeconfig')?.file ?? ''
    expect(readFileSync(file, 'utf8')).toBe(KUBECONFIG)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    await removeRecipe(opened.room, prepared.run)
    expect(() => statSync(file)).toThrow('ENOENT')
  })

  test('is not fetched from a host with another key, nor from one nobody can tell; what was made stays', async () => {
    const other = `ssh-ed25519 ${'A'.repeat(68)}`
    for (const [printed, message] of [
      [`STACKSTEAD host-key ${other}\n`, /another host key/],
      ['', /shows no ssh host key/],
    ] as const) {
      const { opened, prepared } = await begun(READY + printed)
      const error = errorData(await rejection(prepared.make(opened.room)))
      expect(error).toMatchObject({ code: 'host-key', message: expect.stringMatching(message) })
      expect(opened.world.rows.servers).toHaveLength(2)
      // Printed at last, going on fetches it.
      opened.world.console = `${READY}STACKSTEAD host-key ${sshd.hostKeys()[0]}\n`
      await resumeRecipe(opened.room, prepared.run)
      expect((await listRecipeRuns(opened.folder))[0]).toMatchObject({ state: 'done' })
      await opened[Symbol.asyncDispose]()
      world = undefined
    }
  })
})
