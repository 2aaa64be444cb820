/** What stands between the text and its file: a change made elsewhere, a failed save, an edit that could not be made. */
import { Button } from '@mantine/core'
import { ErrorNote } from '../../../ui/ErrorNote.tsx'
import type { OpenCloudText } from '../useCloudText.ts'
import css from './TextTrouble.module.css'

export function TextTrouble({ cloudText }: { readonly cloudText: OpenCloudText }) {
  const { session, saving, error, theirs } = cloudText
  if (theirs !== undefined) {
    return (
      <div className={css.trouble} role="alert">
        <div className={css.words}>
          <b>cloud.yaml was changed elsewhere</b> while there were changes here that are not saved. Nothing was
          overwritten. Either way can be undone.
        </div>
        <Button variant="default" onClick={session.takeTheirs}>
          Take the other version
        </Button>
        <Button onClick={() => void session.keepMine()}>Keep mine</Button>
      </div>
    )
  }
  if (error === undefined) return undefined
  return (
    <div className={css.error}>
      <ErrorNote
        error={error}
        actions={
          saving === 'failed' ? (
            <Button variant="default" onClick={() => void session.save()}>
              Save again
            </Button>
          ) : (
            <Button variant="default" onClick={session.dismissError}>
              Close
            </Button>
          )
        }
      />
    </div>
  )
}
