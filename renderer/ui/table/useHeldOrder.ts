/** The order rows stand in: as their values ask for, but the one of before while the pointer is over them. */
import { useRef } from 'react'
import { heldOrder } from './heldOrder.ts'

interface HeldRows<T> {
  readonly shown: readonly T[]
  /** For the box that holds the rows. */
  readonly pointer: { onPointerEnter(): void; onPointerLeave(): void }
}

/**
 * @param sorted the same array as long as nothing changed
 * @param asked what the person wants sorted and filtered: something else is another order at once
 */
export function useHeldOrder<T extends { readonly id: string }>(sorted: readonly T[], asked: string): HeldRows<T> {
  const pointed = useRef(false)
  const stood = useRef({ asked, sorted, shown: sorted })
  const before = stood.current
  const shown = pointed.current && before.asked === asked ? held(before, sorted) : sorted
  stood.current = { asked, sorted, shown }
  return {
    shown,
    pointer: {
      onPointerEnter() {
        pointed.current = true
      },
      onPointerLeave() {
        pointed.current = false
      },
    },
  }
}

interface Stood<T> {
  readonly sorted: readonly T[]
  readonly shown: readonly T[]
}

function held<T extends { readonly id: string }>(before: Stood<T>, sorted: readonly T[]): readonly T[] {
  if (before.sorted === sorted) return before.shown
  const ids = before.shown.map(({ id }) => id)
  return heldOrder(ids, sorted)
}
