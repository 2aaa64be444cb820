/** A recipe run against a cloud that is stood in for, in a folder of its own; with a way to kill it at any point. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { keyVault } from '../../provisioner/adapters/keyVault.ts'
import type { RecipeRoom } from '../../provisioner/engine/recipes/recipeRoom.ts'
import { openstack } from '../../provisioner/openstack/openstack.ts'
import { type RecipeCloud, recipeCloud } from './recipeCloud.ts'

export interface RecipeWorld extends AsyncDisposable {
  readonly world: RecipeCloud
  readonly folder: string
  readonly room: RecipeRoom
  /** Keeps the folder as it is now: what would be on disk if the process were killed here. */
  freeze(): void
  /** The disk as it was then; the lock's owner is dead. */
  thaw(): void
}

export function recipeText(name: 'web-server' | 'kubernetes'): string {
  return readFileSync(fileURLToPath(new URL(`../../templates/recipes/${name}.yaml`, import.meta.url)), 'utf8')
}

export async function recipeWorld(more: Partial<RecipeRoom> = {}): Promise<RecipeWorld> {
  const home = mkdtempSync(join(tmpdir(), 'stackstead-recipe-'))
  const folder = join(home, 'runs')
  const frozen = join(home, 'frozen')
  const world = await recipeCloud()
  const room: RecipeRoom = {
    // Requests that fail are tried again after a pause; here nobody waits.
    os: openstack({ fetch, credentials: world.cloud.credentials, sleep: async () => undefined }),
    forward: async () => new PassThrough(),
    folder,
    vault: keyVault(join(home, 'key')),
    every: 1,
    ...more,
  }
  return {
    world,
    folder,
    room,
    freeze() {
      if (existsSync(frozen)) return
      mkdirSync(folder, { recursive: true })
      cpSync(folder, frozen, { recursive: true })
    },
    thaw() {
      rmSync(folder, { recursive: true, force: true })
      cpSync(frozen, folder, { recursive: true, filter: (from) => !from.endsWith('.lock') })
      rmSync(frozen, { recursive: true, force: true })
    },
    async [Symbol.asyncDispose]() {
      await world[Symbol.asyncDispose]()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

/** Puts a lock there whose owner is no longer alive, and whose number another process has by now. */
export function deadLock(folder: string, run: string): void {
  writeFileSync(join(folder, `${run}.lock`), JSON.stringify({ pid: process.ppid, began: '1' }))
}
