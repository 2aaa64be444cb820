/** A part of the page that scrolls by itself, by keyboard too: not every browser makes one a stop of the Tab key. */
import type { ComponentPropsWithRef, ElementType } from 'react'

type ScrolledProps<T extends 'pre' | 'section'> = { readonly as: T } & Omit<ComponentPropsWithRef<T>, 'tabIndex'>

export function Scrolled<T extends 'pre' | 'section'>({ as: name, ...props }: ScrolledProps<T>) {
  const Tag = name as ElementType
  return <Tag {...props} tabIndex={0} />
}
