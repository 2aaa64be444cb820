/** Says that the app does not answer, and that nothing needs to be done about it here. */
import { IconPlugConnectedX } from '@tabler/icons-react'
import css from './ConnectionBanner.module.css'

export function ConnectionBanner({ connected }: { readonly connected: boolean }) {
  return (
    <div role="status" aria-live="polite">
      {connected ? undefined : (
        <p className={css.banner}>
          <IconPlugConnectedX size={16} aria-hidden />
          <span>
            <strong>The Stackstead app does not answer.</strong> What you see may be old. If it was closed, start it
            again; this page connects by itself.
          </span>
        </p>
      )}
    </div>
  )
}
