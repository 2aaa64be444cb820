/** The card as a place to drop on: drawn over it, so that carrying something past draws this anew and not the card. */
import { useDroppable } from '@dnd-kit/core'
import css from './MachineNode.module.css'

export function DropPlace({ machine }: { readonly machine: string }) {
  const { setNodeRef, isOver, active } = useDroppable({ id: `machine/${machine}` })
  return <div ref={setNodeRef} className={css.drop} data-over={isOver} data-carrying={active !== null} aria-hidden />
}
