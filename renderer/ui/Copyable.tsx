/** A value one may want elsewhere: an address, an id, a command. One button copies it and says so. */
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { type ReactNode, useEffect, useState } from 'react'
import { announce } from './announce.ts'
import css from './Copyable.module.css'
import { copyText } from './clipboard.ts'

interface CopyableProps {
  readonly text: string
  /** Shown instead of the text. */
  readonly children?: ReactNode
  /** What it is, for screen readers: "address". */
  readonly what?: string
  /** A command line or a block: on its own sunken ground, with the button always in view. */
  readonly block?: boolean
}

/** How long the tick stands, in milliseconds. */
const TICK = 1500

export function Copyable({ text, children, what, block = false }: CopyableProps) {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return undefined
    const timer = setTimeout(() => setCopied(false), TICK)
    return () => clearTimeout(timer)
  }, [copied])
  const Icon = copied ? IconCheck : IconCopy
  return (
    <span className={block ? css.block : css.inline}>
      <span className={css.text}>{children ?? text}</span>
      <button
        type="button"
        className={css.button}
        aria-label={`Copy ${what ?? text}`}
        data-copied={copied || undefined}
        onClick={(event) => {
          event.stopPropagation()
          void copyText(text).then(() => {
            setCopied(true)
            announce(`Copied ${what ?? text}`)
          })
        }}
      >
        <Icon size={14} aria-hidden />
      </button>
    </span>
  )
}
