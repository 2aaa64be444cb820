/** The text of one cloud while it is edited: undo, saving by itself, and changes made elsewhere. */
import type { Bridge, CloudText, Design, Edit, ErrorData, Reply } from '../../../../electron/contract/index.ts'
import { beginHistory, changeText, redoText, type TextHistory, TYPING, undoText } from './textHistory.ts'
import { textReader } from './textReader.ts'

export interface CloudTextState {
  /** Undefined until the app has answered. */
  readonly text: string | undefined
  /** What the text means: of the newest text that was read, or of the one before it for a moment. */
  readonly design: Design | undefined
  readonly saving: 'saved' | 'waiting' | 'saving' | 'failed' | 'conflict'
  /** Why it could not be read, saved or changed. */
  readonly error: ErrorData | undefined
  /** What somebody else wrote meanwhile. */
  readonly theirs: CloudText | undefined
  /** What would be undone and done again; undefined where there is nothing. */
  readonly undo: string | undefined
  readonly redo: string | undefined
}

export interface CloudSession {
  get(): CloudTextState
  /** Follows the cloud for as long as anybody listens. */
  subscribe(listener: () => void): () => void
  /** The text as it was typed. */
  type(text: string): void
  /** Changes the text by edits of the canvas or a form; says whether it could. */
  edit(edits: readonly Edit[], what: string): Promise<boolean>
  undo(): void
  redo(): void
  /** Writes what waits, now. */
  save(): Promise<void>
  /** Ends a conflict: writes over what somebody else wrote. */
  keepMine(): Promise<void>
  /** Ends a conflict: goes on with what somebody else wrote; undo brings the own text back. */
  takeTheirs(): void
  dismissError(): void
}

/** Milliseconds without a key after which the text is read: the canvas follows words, not letters. */
const LOOK = 120

/** How often an edit is tried anew on a text that was typed into meanwhile. */
const TRIES = 5

interface SessionOptions {
  /** Milliseconds without an edit after which the text is saved. */
  readonly pause?: number
  /** Keeps what is equal the same object, so that only what changed is drawn anew. */
  readonly share?: <T>(before: unknown, after: T) => T
}

export function cloudSession(
  cloud: string,
  bridge: Pick<Bridge, 'call' | 'listen'>,
  { pause = 500, share = (_, after) => after }: SessionOptions = {},
): CloudSession {
  const listeners = new Set<() => void>()
  let history: TextHistory | undefined
  /** What the file holds, as far as is known here. */
  let file: CloudText | undefined
  let arrivedMeanwhile: CloudText | undefined
  let writing: Promise<void> | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let edits: Promise<unknown> = Promise.resolve()
  let leave: (() => void) | undefined
  let state: CloudTextState = {
    text: undefined,
    design: undefined,
    saving: 'saved',
    error: undefined,
    theirs: undefined,
    undo: undefined,
    redo: undefined,
  }

  const tell = (fields: Partial<CloudTextState>): void => {
    state = { ...state, ...fields, undo: history?.past.at(-1)?.what, redo: history?.future.at(-1)?.what }
    for (const listener of [...listeners]) listener()
  }

  const turn = (next: TextHistory, known?: Design): void => {
    if (next === history) return
    history = next
    tell({ text: next.text, ...(known === undefined ? {} : { design: share(state.design, known) }) })
    if (known === undefined) reader.readSoon(state.design === undefined ? 0 : LOOK)
    else reader.isRead(next.text)
    schedule()
  }

  const reader = textReader(
    (text) => bridge.call('design.read', { text }),
    () => history?.text,
    (reply) => tell(reply.ok ? { design: share(state.design, reply.value) } : { error: reply.error }),
  )

  const schedule = (): void => {
    clearTimeout(timer)
    if (history === undefined || state.theirs !== undefined) return
    if (history.text === file?.text) {
      if (writing === undefined) tell({ saving: 'saved' })
      return
    }
    tell({ saving: writing === undefined ? 'waiting' : 'saving' })
    timer = setTimeout(() => void save(), pause)
  }

  const save = (): Promise<void> => {
    clearTimeout(timer)
    if (writing === undefined && history !== undefined && file !== undefined && state.theirs === undefined) {
      if (history.text === file.text) return Promise.resolve()
      writing = write(history.text, file.revision).finally(() => {
        writing = undefined
        const missed = arrivedMeanwhile
        arrivedMeanwhile = undefined
        if (missed !== undefined) arrived(missed)
        if (state.saving === 'saving') schedule()
      })
    }
    return writing ?? Promise.resolve()
  }

  const write = async (text: string, revision: string): Promise<void> => {
    tell({ saving: 'saving' })
    const reply = await bridge.call('clouds.write', { cloud, text, revision })
    if (reply.ok) {
      file = reply.value
      tell({ error: undefined })
    } else if (reply.error.code === 'changed-elsewhere') {
      const theirs: Reply<CloudText> =
        arrivedMeanwhile === undefined
          ? await bridge.call('clouds.read', { cloud })
          : { ok: true, value: arrivedMeanwhile }
      if (theirs.ok) tell({ saving: 'conflict', theirs: theirs.value })
      else tell({ saving: 'failed', error: theirs.error })
    } else tell({ saving: 'failed', error: reply.error })
  }

  const arrived = (theirs: CloudText): void => {
    if (writing !== undefined) arrivedMeanwhile = theirs
    else if (history === undefined) {
      file = theirs
      turn(beginHistory(theirs.text))
    } else if (theirs.text === history.text) {
      file = theirs
      tell({ saving: 'saved', theirs: undefined })
    } else if (theirs.revision === file?.revision) {
      // Heard again after a lost connection: what could not be saved then can be now.
      if (state.saving === 'failed') schedule()
    } else if (history.text === file?.text) {
      file = theirs
      turn(changeText(history, theirs.text, 'The change made elsewhere', Date.now()))
    } else {
      clearTimeout(timer)
      tell({ saving: 'conflict', theirs })
    }
  }

  const attempt = async (wanted: readonly Edit[], what: string): Promise<boolean> => {
    for (let tries = 0; tries < TRIES && history !== undefined; tries++) {
      const before: string = history.text
      const reply = await bridge.call('design.edit', { text: before, edits: [...wanted] })
      if (!reply.ok) {
        tell({ error: reply.error })
        return false
      }
      if (history.text !== before) continue
      if (state.error !== undefined) tell({ error: undefined })
      turn(changeText(history, reply.value.text, what, Date.now()), reply.value.design)
      return true
    }
    return false
  }

  return {
    get: () => state,
    subscribe(listener) {
      listeners.add(listener)
      leave ??= bridge.listen('clouds.text', { cloud }, (event) =>
        event.ok ? arrived(event.value) : tell({ error: event.error }),
      )
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        leave?.()
        leave = undefined
        void save()
      }
    },
    type(text) {
      if (history !== undefined) turn(changeText(history, text, TYPING, Date.now()))
    },
    edit(wanted, what) {
      const done = edits.then(() => attempt(wanted, what))
      edits = done
      return done
    },
    undo() {
      if (history !== undefined) turn(undoText(history))
    },
    redo() {
      if (history !== undefined) turn(redoText(history))
    },
    save,
    keepMine() {
      if (state.theirs === undefined) return Promise.resolve()
      file = state.theirs
      tell({ theirs: undefined })
      return save()
    },
    takeTheirs() {
      const { theirs } = state
      if (theirs === undefined || history === undefined) return
      file = theirs
      tell({ theirs: undefined })
      turn(changeText(history, theirs.text, 'Taking over the change made elsewhere', Date.now()))
      schedule()
    },
    dismissError: () => tell({ error: undefined }),
  }
}
