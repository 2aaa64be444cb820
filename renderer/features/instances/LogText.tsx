/** A log as text, with the places of a word marked and the chosen one in view. */
import { type ReactNode, type RefObject, useEffect } from 'react'
import { Scrolled } from '../../ui/Scrolled.tsx'
import css from './ConsoleLog.module.css'

interface LogTextProps {
  readonly box: RefObject<HTMLElement | null>
  readonly text: string
  /** Where the word begins, in order. */
  readonly places: readonly number[]
  readonly length: number
  /** Which of the places is looked at. */
  readonly at: number | undefined
  readonly onScroll: (isAtEnd: boolean) => void
}

/** Pixels from the end within which the newest line counts as looked at. */
const NEAR = 24

export function LogText({ box, text, places, length, at, onScroll }: LogTextProps) {
  useEffect(() => {
    if (at !== undefined) box.current?.querySelector('[data-current]')?.scrollIntoView({ block: 'center' })
  }, [box, at])
  const parts: ReactNode[] = []
  let from = 0
  for (const [index, place] of places.entries()) {
    parts.push(
      text.slice(from, place),
      <mark key={place} data-current={index === at || undefined}>
        {text.slice(place, place + length)}
      </mark>,
    )
    from = place + length
  }
  parts.push(text.slice(from))
  return (
    <Scrolled
      as="section"
      ref={box}
      className={css.text}
      aria-label="Console log"
      onScroll={({ currentTarget: { clientHeight, scrollHeight, scrollTop } }) =>
        onScroll(scrollHeight - scrollTop - clientHeight < NEAR)
      }
    >
      {parts}
    </Scrolled>
  )
}
