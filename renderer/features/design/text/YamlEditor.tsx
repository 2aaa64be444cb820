/** cloud.yaml as text: typed into freely, with problems marked where they are. The screen's undo is the only one. */
import { defaultKeymap } from '@codemirror/commands'
import { yaml } from '@codemirror/lang-yaml'
import { bracketMatching, indentOnInput } from '@codemirror/language'
import { lintGutter, setDiagnostics } from '@codemirror/lint'
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search'
import { Annotation, EditorState } from '@codemirror/state'
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view'
import { useEffect, useRef } from 'react'
import type { Problem } from '../../../../electron/contract/index.ts'
import { styleNonce } from '../../../app/nonce.ts'
import css from './YamlEditor.module.css'
import { yamlColours } from './yamlColours.ts'

export interface YamlEditorProps {
  readonly text: string
  readonly problems: readonly Problem[]
  /** A place to go to; the number tells one wish from the next. */
  readonly wanted: { readonly line: number; readonly column: number; readonly wish: number } | undefined
  readonly onType: (text: string) => void
  readonly onUndo: () => void
  readonly onRedo: () => void
}

/** Marks what came from outside, which is not typed. */
const fromOutside = Annotation.define<boolean>()

export function YamlEditor({ text, problems, wanted, onType, onUndo, onRedo }: YamlEditorProps) {
  const box = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(undefined)
  const calls = useRef({ onType, onUndo, onRedo })
  calls.current = { onType, onUndo, onRedo }
  const first = useRef(text)

  useEffect(() => {
    if (box.current === null) return undefined
    const run = (name: 'onUndo' | 'onRedo') => () => {
      calls.current[name]()
      return true
    }
    const editor = new EditorView({
      parent: box.current,
      state: EditorState.create({
        doc: first.current,
        extensions: [
          EditorView.cspNonce.of(styleNonce()),
          lineNumbers(),
          highlightActiveLineGutter(),
          highlightActiveLine(),
          drawSelection(),
          highlightSelectionMatches(),
          bracketMatching(),
          indentOnInput(),
          yaml(),
          yamlColours,
          lintGutter(),
          search({ top: true }),
          EditorState.tabSize.of(2),
          EditorView.contentAttributes.of({ 'aria-label': 'cloud.yaml', tabindex: '0' }),
          keymap.of([
            { key: 'Mod-z', run: run('onUndo'), preventDefault: true },
            { key: 'Mod-Shift-z', run: run('onRedo'), preventDefault: true },
            { key: 'Mod-y', run: run('onRedo'), preventDefault: true },
            ...searchKeymap,
            ...defaultKeymap,
          ]),
          EditorView.updateListener.of((update) => {
            const typed = update.docChanged && !update.transactions.some((one) => one.annotation(fromOutside))
            if (typed) calls.current.onType(update.state.doc.toString())
          }),
        ],
      }),
    })
    view.current = editor
    return () => {
      editor.destroy()
      view.current = undefined
    }
  }, [])

  useEffect(() => {
    const editor = view.current
    if (editor === undefined) return
    const before = editor.state.doc.toString()
    if (before !== text) editor.dispatch({ changes: difference(before, text), annotations: fromOutside.of(true) })
  }, [text])

  useEffect(() => {
    const editor = view.current
    if (editor === undefined) return
    const diagnostics = problems.map((problem) => {
      const from = placeOf(editor.state, problem)
      const line = editor.state.doc.lineAt(from)
      const word = /^[^\s:#,\]}]+/.exec(line.text.slice(from - line.from))?.[0].length ?? 1
      return { from, to: Math.min(from + word, line.to), severity: 'error' as const, message: problem.message }
    })
    editor.dispatch(setDiagnostics(editor.state, diagnostics))
  }, [problems])

  useEffect(() => {
    const editor = view.current
    if (editor === undefined || wanted === undefined) return
    const anchor = placeOf(editor.state, wanted)
    editor.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }) })
    editor.focus()
  }, [wanted])

  return <div ref={box} className={css.editor} />
}

function placeOf(state: EditorState, place: { readonly line: number; readonly column: number }): number {
  const line = state.doc.line(Math.min(Math.max(place.line, 1), state.doc.lines))
  return Math.min(line.from + Math.max(place.column - 1, 0), line.to)
}

/** The one stretch in which two texts differ, so that the caret stays where it is. */
function difference(before: string, after: string): { from: number; to: number; insert: string } {
  let start = 0
  const shorter = Math.min(before.length, after.length)
  while (start < shorter && before[start] === after[start]) start += 1
  let end = 0
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end += 1
  return { from: start, to: before.length - end, insert: after.slice(start, after.length - end) }
}
