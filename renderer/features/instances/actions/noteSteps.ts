/** What to ask for so that an instance has the tags and the metadata of a form, and no others. Pure. */
import type { Server } from '../../../../electron/contract/live.ts'
import type { ActionStep } from '../../../ui/explained.ts'
import { type Pair, pairChanges } from '../../../ui/pairs.ts'
import { targetOf } from './dialogProps.ts'

export function noteSteps(
  server: Pick<Server, 'id' | 'name' | 'metadata' | 'tags'>,
  tags: readonly string[],
  pairs: readonly Pair[],
): readonly ActionStep[] {
  const add = tags.filter((tag) => !server.tags.includes(tag))
  const remove = server.tags.filter((tag) => !tags.includes(tag))
  const { set, unset } = pairChanges(server.metadata, pairs)
  return [
    ...(add.length + remove.length === 0
      ? []
      : [{ action: 'server.changeTags', input: { ...targetOf(server), add, remove } } as const]),
    ...(Object.keys(set).length + unset.length === 0
      ? []
      : [{ action: 'server.changeMetadata', input: { ...targetOf(server), set, unset: [...unset] } } as const]),
  ]
}
