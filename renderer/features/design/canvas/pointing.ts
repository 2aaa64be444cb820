/** What the pointer rests on or the keyboard is at, and which parts that touches. Told to those only whom it changes. */
import type { Role } from '../../../../electron/contract/index.ts'
import { touchedBy } from '../learn/talksTo.ts'

/** What is pointed at: the learn panel explains it, and the canvas dims what it does not touch. */
export type Pointed =
  | { readonly kind: 'role'; readonly role: Role | 'single'; readonly parts: readonly string[] }
  | { readonly kind: 'part'; readonly part: string }

export interface Pointing {
  /** Undefined while nothing is pointed at, or something without parts. */
  touched(): ReadonlySet<string> | undefined
  /** What was pointed at last. */
  lesson(): Pointed | undefined
  subscribe(listener: () => void): () => void
  point(pointed: Pointed | undefined): void
}

/** @param rest milliseconds before it counts: a pointer on its way to somewhere else does not make everything flicker */
export function pointing(rest = 120): Pointing {
  const listeners = new Set<() => void>()
  let touched: ReadonlySet<string> | undefined
  let lesson: Pointed | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    touched: () => touched,
    lesson: () => lesson,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    point(pointed) {
      clearTimeout(timer)
      timer = setTimeout(() => {
        const parts = pointed === undefined ? [] : pointed.kind === 'part' ? [pointed.part] : pointed.parts
        touched = parts.length === 0 ? undefined : touchedBy(parts)
        lesson = pointed ?? lesson
        for (const listener of [...listeners]) listener()
      }, rest)
    },
  }
}
