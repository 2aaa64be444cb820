/** Key pairs as the table shows them: those of the cloud, with what of them is on this computer and who uses them. Pure. */
import type { KeptKey } from '../../../electron/contract/index.ts'
import type { Keypair, Server } from '../../../electron/contract/live.ts'

export interface KeyRow {
  readonly id: string
  readonly name: string
  /** Undefined: the cloud has none of that name; only its private half is kept here. */
  readonly keypair: Keypair | undefined
  /** The private half on this computer. */
  readonly kept: KeptKey | undefined
  readonly publicKey: string
  /** The cloud's pair of that name is another one than the private half kept here. */
  readonly differs: boolean
  /** Instances made with it; they let it in whatever becomes of the pair. */
  readonly usedBy: readonly Pick<Server, 'id' | 'name'>[]
}

/** @param user key pairs belong to users: instances of others may name one that is only called the same */
export function keyRows(
  keypairs: readonly Keypair[],
  kept: readonly KeptKey[],
  servers: readonly Pick<Server, 'id' | 'name' | 'keyName' | 'userId'>[],
  user: string | undefined,
): readonly KeyRow[] {
  const using = Map.groupBy(
    servers.filter(({ userId }) => user === undefined || userId === user),
    ({ keyName }) => keyName,
  )
  const inCloud = keypairs.map((keypair): KeyRow => {
    const same = kept.find(({ publicKey }) => keyPart(publicKey) === keyPart(keypair.publicKey))
    return {
      ...{ id: keypair.id, name: keypair.name, keypair, kept: same, publicKey: keypair.publicKey },
      differs: same === undefined && kept.some(({ name }) => name === keypair.name),
      usedBy: using.get(keypair.name) ?? [],
    }
  })
  const taken = new Set(inCloud.map(({ kept: one }) => one))
  const onlyHere = kept
    .filter((key) => !taken.has(key))
    .map(
      (key): KeyRow => ({
        ...{ id: `here ${key.name}`, name: key.name, keypair: undefined, kept: key, publicKey: key.publicKey },
        ...{ differs: false, usedBy: inCloud.some(({ name }) => name === key.name) ? [] : (using.get(key.name) ?? []) },
      }),
    )
  return [...inCloud, ...onlyHere]
}

/** Kind and key, without the comment. */
function keyPart(publicKey: string): string {
  return publicKey.trim().split(/\s+/).slice(0, 2).join(' ')
}
