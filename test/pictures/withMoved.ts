/** A deployed cloud has nothing to plan: for as long as the work takes, its cloud.yaml says that one part moves. */
import type { AskApp } from '../support/askApp.ts'

export async function withMoved(
  ask: AskApp,
  cloud: string,
  move: { readonly part: string; readonly onto: string },
  work: () => Promise<void>,
): Promise<void> {
  const before = await ask('clouds.read', { cloud })
  const edits = [{ kind: 'place' as const, part: move.part, machines: [move.onto] }]
  const { text } = await ask('design.edit', { text: before.text, edits })
  const { revision } = await ask('clouds.write', { cloud, text, revision: before.revision })
  try {
    await work()
  } finally {
    await ask('clouds.write', { cloud, text: before.text, revision })
  }
}
