/** The proofs of one cloud: made one after the other, stopped without leaving anything behind, remembered. */
import { errorData, StacksteadError } from '../../../provisioner/core/errors.ts'
import { isProved, type VerifyEvent, type VerifyOptions, verifyCloud } from '../../../provisioner/index.ts'
import type { Proof, VerifyState } from '../../contract/index.ts'
import { type Cell, cell } from '../cell.ts'
import type { CloudRoom } from '../clouds/room.ts'
import type { AppContext } from '../context.ts'
import { readProofs, writeProofs } from './proofFile.ts'

/** `verifyCloud`, or what stands for it in a test. */
export type Verify = (options: VerifyOptions) => Promise<readonly Proof[]>

export interface CloudVerify {
  readonly state: Cell<VerifyState>
  /** What was proved before the app was started; once. */
  remember(room: CloudRoom): Promise<void>
  /** Throws `invalid-input` while proofs are being made. */
  start(room: CloudRoom): void
  /** Nothing more is proved; what was made is removed. */
  stop(): void
  settled(): Promise<void>
}

export function cloudVerify({ host, jobs }: AppContext, cloud: string, verify: Verify = verifyCloud): CloudVerify {
  const state = cell<VerifyState>({ state: 'never', proofs: [] })
  let stop: AbortController | undefined
  let work: Promise<void> = Promise.resolve()
  let remembering: Promise<void> | undefined

  const onEvent = (event: VerifyEvent): void => {
    const { current: _before, ...others } = state.get()
    if (event.type === 'proof-started') {
      const { at, id, title } = event
      state.set({ ...others, current: { at, id, title } })
    } else state.set({ ...others, proofs: [...others.proofs, event.proof] })
  }

  const prove = async (room: CloudRoom, signal: AbortSignal): Promise<VerifyState> => {
    const project = await room.project()
    const fleet = await room.fleet()
    const title = `Verify ${project.cloud.name}`
    const proofs = await jobs.run(
      { kind: 'verify', cloud, title },
      () => verify({ cloud: project.cloud, secrets: project.secrets, fleet, emit: onEvent, signal }),
      (made) => (signal.aborted ? 'cancelled' : isProved(made) ? 'done' : 'failed'),
    )
    const failed = proofs.filter((proof) => proof.state === 'failed').map((proof) => proof.title)
    if (failed.length > 0) host.notify?.(`${title}: failed`, `Not proved: ${failed.join(', ')}.`)
    else if (isProved(proofs)) host.notify?.(`${title}: done`, 'The cloud works.')
    return { ...state.get(), state: 'done', proofs }
  }

  const settle = async (room: CloudRoom, signal: AbortSignal): Promise<void> => {
    const end = await prove(room, signal).catch((error: unknown): VerifyState => {
      return { ...state.get(), state: 'failed', error: errorData(error) }
    })
    const { current: _before, ...result } = end
    const ended: VerifyState = { ...result, endedAt: Date.now() }
    stop = undefined
    state.set(ended)
    // Proofs that could not be kept are shown all the same; after a restart they are made again.
    await writeProofs(room.runsFolder, ended).catch(() => {})
  }

  return {
    state,
    remember(room) {
      remembering ??= readProofs(room.runsFolder).then((known) => {
        if (known !== undefined && state.get().state === 'never') state.set(known)
      })
      return remembering
    },
    start(room) {
      if (stop !== undefined) throw busy(cloud)
      stop = new AbortController()
      state.set({ state: 'running', startedAt: Date.now(), proofs: [] })
      work = settle(room, stop.signal)
    },
    stop() {
      if (stop === undefined) return
      stop.abort()
      state.set({ ...state.get(), state: 'stopping' })
    },
    settled: () => work,
  }
}

function busy(cloud: string): StacksteadError {
  return new StacksteadError({
    code: 'invalid-input',
    message: `${cloud} is being verified already.`,
    remedy: 'Wait for the proofs, or stop them first.',
  })
}
