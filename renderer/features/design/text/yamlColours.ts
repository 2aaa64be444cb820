/** Colours of cloud.yaml by class, so that light and dark come from the window's tokens. */
import { syntaxTree } from '@codemirror/language'
import type { Range } from '@codemirror/state'
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view'

const KEY = Decoration.mark({ class: 'yaml-key' })
const COMMENT = Decoration.mark({ class: 'yaml-comment' })
const VALUE = Decoration.mark({ class: 'yaml-value' })

export const yamlColours = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet
    constructor(view: EditorView) {
      this.decorations = coloured(view)
    }
    update(update: ViewUpdate) {
      if (update.docChanged || update.viewportChanged || syntaxTree(update.startState) !== syntaxTree(update.state))
        this.decorations = coloured(update.view)
    }
  },
  { decorations: (plugin) => plugin.decorations },
)

function coloured(view: EditorView): DecorationSet {
  const marks: Range<Decoration>[] = []
  for (const { from, to } of view.visibleRanges) {
    syntaxTree(view.state).iterate({
      from,
      to,
      enter(node) {
        if (node.to === node.from) return undefined
        if (node.name === 'Comment') marks.push(COMMENT.range(node.from, node.to))
        if (node.name === 'Literal' || node.name === 'QuotedLiteral' || node.name === 'BlockLiteralContent') {
          const isKey = node.node.parent?.name === 'Key'
          marks.push((isKey ? KEY : VALUE).range(node.from, node.to))
        }
        return undefined
      },
    })
  }
  return Decoration.set(marks, true)
}
