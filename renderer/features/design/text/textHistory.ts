/** The undo stack of a screen: texts, each with what was done to come from one to the next. Pure. */

interface Turn {
  /** The text on the other side of the change. */
  readonly text: string
  /** "Give compute to node-2": what is undone or done again. */
  readonly what: string
  /** Milliseconds since the epoch. */
  readonly at: number
}

export interface TextHistory {
  readonly text: string
  /** Newest last. */
  readonly past: readonly Turn[]
  /** Next one last. */
  readonly future: readonly Turn[]
}

/** What a change by keyboard in the text is called; those close to each other are one. */
export const TYPING = 'Typing'
/** Milliseconds without a key after which typing begins a new change. */
const BREATH = 1500
/** Texts kept: a day's work on a file of some kilobytes. */
const KEPT = 300

export function beginHistory(text: string): TextHistory {
  return { text, past: [], future: [] }
}

export function changeText(history: TextHistory, text: string, what: string, at: number): TextHistory {
  if (text === history.text) return history
  const last = history.past.at(-1)
  const goesOn = what === TYPING && last?.what === TYPING && at - last.at < BREATH && history.future.length === 0
  if (goesOn) return { text, past: [...history.past.slice(0, -1), { ...last, at }], future: [] }
  return { text, past: [...history.past, { text: history.text, what, at }].slice(-KEPT), future: [] }
}

export function undoText(history: TextHistory): TextHistory {
  const last = history.past.at(-1)
  if (last === undefined) return history
  const turn = { ...last, text: history.text, at: 0 }
  return { text: last.text, past: history.past.slice(0, -1), future: [...history.future, turn] }
}

export function redoText(history: TextHistory): TextHistory {
  const next = history.future.at(-1)
  if (next === undefined) return history
  // at 0: typing that follows is a change of its own.
  const turn = { ...next, text: history.text, at: 0 }
  return { text: next.text, past: [...history.past, turn], future: history.future.slice(0, -1) }
}
