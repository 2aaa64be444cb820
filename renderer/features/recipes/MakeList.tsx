/** What a recipe would make, in order; each part opens to the request, command and Terraform that make it. */
import { IconChevronRight, IconHourglass } from '@tabler/icons-react'
import { useId, useState } from 'react'
import type { PreviewedPart } from '../../../electron/contract/index.ts'
import { Explain } from '../../ui/Explain.tsx'
import { Name } from '../../ui/Name.tsx'
import css from './Recipes.module.css'

export function MakeList({ parts }: { readonly parts: readonly PreviewedPart[] }) {
  return (
    <ol className={css.parts}>
      {parts.map((part) => (
        <li key={part.id}>
          <MakePart part={part} />
        </li>
      ))}
    </ol>
  )
}

function MakePart({ part: { action, input, title } }: { readonly part: PreviewedPart }) {
  const [open, setOpen] = useState(false)
  const id = useId()
  if (action === undefined) {
    return (
      <span className={css.wait}>
        <IconHourglass size={14} aria-hidden />
        <span>
          Waits: <Name name={title} />
        </span>
      </span>
    )
  }
  return (
    <>
      <button type="button" className={css.part} aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        <IconChevronRight size={14} aria-hidden />
        <Name name={title} />
      </button>
      <div id={id} className={css.how}>
        {open ? <Explain steps={[{ action, input }]} /> : undefined}
      </div>
    </>
  )
}
