/** Proofs: what was shown to work, in words, with times; one that fails does not keep the others from being tried. */
import { type ErrorData, errorData } from '../../core/errors.ts'

export interface Proof {
  /** Stable, for programs: "floating-ip". */
  readonly id: string
  /** What is proved: "Floating IP". */
  readonly title: string
  readonly state: 'proved' | 'failed' | 'skipped'
  /** What was seen, in words; absent where it failed. */
  readonly saw?: string
  /** Why it was not tried. */
  readonly reason?: string
  readonly error?: ErrorData
  readonly seconds: number
}

/** Times are milliseconds since the epoch. */
export type VerifyEvent =
  | { readonly type: 'proof-started'; readonly at: number; readonly id: string; readonly title: string }
  | { readonly type: 'proof-ended'; readonly at: number; readonly proof: Proof }

/** What earlier proofs made, by names like `tenantInstance`, which a reason spells "tenant instance". */
type Needs = Readonly<Record<string, unknown>>

/** The same, with nothing missing. */
export type Met<N extends Needs> = { readonly [Name in keyof N]: NonNullable<N[Name]> }

export interface Attempt<N extends Needs, T> {
  readonly id: string
  readonly title: string
  /** Where one of these is undefined, the proof is skipped for want of it. */
  readonly needs?: N
  /** Tried after a cancellation too. */
  readonly always?: boolean
  /** Says what it saw, or throws. */
  work(met: Met<N>): Promise<{ readonly saw: string; readonly made?: T }>
}

export interface Prover {
  readonly proofs: readonly Proof[]
  /** Tries one; resolves to what it made, undefined where it failed or was skipped. */
  prove<N extends Needs, T>(attempt: Attempt<N, T>): Promise<T | undefined>
}

export function prover(emit: (event: VerifyEvent) => void, signal?: AbortSignal): Prover {
  const proofs: Proof[] = []
  const ended = (proof: Proof): void => {
    proofs.push(proof)
    emit({ type: 'proof-ended', at: Date.now(), proof })
  }
  return {
    proofs,
    async prove<N extends Needs, T>({ always = false, id, needs, title, work }: Attempt<N, T>) {
      const isCancelled = (): boolean => !always && signal?.aborted === true
      const lacking = Object.entries(needs ?? {}).find(([, value]) => value === undefined)?.[0]
      const reason = isCancelled() ? 'cancelled' : lacking === undefined ? undefined : `there is no ${words(lacking)}`
      if (reason !== undefined) {
        ended({ id, title, state: 'skipped', reason, seconds: 0 })
        return undefined
      }
      const startedAt = Date.now()
      const seconds = (): number => (Date.now() - startedAt) / 1000
      emit({ type: 'proof-started', at: startedAt, id, title })
      try {
        const { made, saw } = await work((needs ?? {}) as Met<N>)
        ended({ id, title, state: 'proved', saw, seconds: seconds() })
        return made
      } catch (error) {
        if (isCancelled()) ended({ id, title, state: 'skipped', reason: 'cancelled', seconds: seconds() })
        else ended({ id, title, state: 'failed', error: errorData(error), seconds: seconds() })
        return undefined
      }
    },
  }
}

/** Whether the cloud was proved: nothing failed. What could not be tried for want of a provider network does not count. */
export function isProved(proofs: readonly Proof[]): boolean {
  return proofs.length > 0 && proofs.every((proof) => proof.state !== 'failed' && proof.reason !== 'cancelled')
}

function words(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}
