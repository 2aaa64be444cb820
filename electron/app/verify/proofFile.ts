/** The proofs a cloud was given last, kept on this computer so that they are there after a restart. */
import { join } from 'node:path'
import { z } from 'zod'
import { privateFolder, readText, writeWhole } from '../../../provisioner/index.ts'
import type { VerifyState } from '../../contract/index.ts'

const error = z.looseObject({ code: z.string(), message: z.string() })
const kept = z.object({
  state: z.enum(['done', 'failed']),
  startedAt: z.number(),
  endedAt: z.number(),
  proofs: z.array(
    z.looseObject({
      id: z.string(),
      title: z.string(),
      state: z.enum(['proved', 'failed', 'skipped']),
      seconds: z.number(),
      error: error.optional(),
    }),
  ),
  error: error.optional(),
})

/** What was kept for a cloud, or undefined; a file that cannot be understood counts as none. */
export async function readProofs(folder: string): Promise<VerifyState | undefined> {
  const text = await readText(fileIn(folder)).catch(() => undefined)
  try {
    return text === undefined ? undefined : (kept.parse(JSON.parse(text)) as VerifyState)
  } catch {
    return undefined
  }
}

/** @param folder the one journals of the cloud's runs are in */
export async function writeProofs(folder: string, state: VerifyState): Promise<void> {
  await privateFolder(folder)
  await writeWhole(fileIn(folder), `${JSON.stringify(state, null, 2)}\n`, 0o600)
}

/** Beside the journals; their names end in .jsonl. */
function fileIn(folder: string): string {
  return join(folder, 'proofs.json')
}
