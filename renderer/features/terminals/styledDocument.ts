/**
 * xterm's elements under a strict style-src. Its <style> elements carry no nonce, and it sets colours of 24 bits by a
 * style attribute; both would be refused. A document in front of the real one hands out elements that are let in.
 */
import type { Terminal } from '@xterm/xterm'
import { styleNonce } from '../../app/nonce.ts'

/** What xterm is given as `documentOverride`: the page's document, but for the elements it makes. */
export function styledDocument(): Document {
  return new Proxy(document, {
    get(target, name) {
      if (name === 'createElement') return createStyled
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
    set: (target, name, value) => Reflect.set(target, name, value, target),
  })
}

/**
 * xterm 6.0 makes its viewport's <style> with the page's own document whatever it was given; so does the code it took
 * from VS Code. That happens while a terminal is opened, and only then the page's createElement is replaced.
 */
export function whileOpening(open: () => void): void {
  document.createElement = createStyled as Document['createElement']
  try {
    open()
  } finally {
    Reflect.deleteProperty(document, 'createElement')
  }
}

/** What is reached into of xterm, where there is no option for it. */
interface RowMaker {
  readonly _core?: {
    readonly _renderService?: {
      readonly _renderer?: { readonly value?: { readonly _rowFactory?: { _document?: Document } } }
    }
  }
}

/** Rows are made with the page's own document too, long after opening: xterm 6.0 hands it to what makes them. */
export function styleRows(terminal: Terminal): void {
  const rows = (terminal as unknown as RowMaker)._core?._renderService?._renderer?.value?._rowFactory
  if (rows !== undefined) rows._document = styledDocument()
}

function createStyled(name: string, options?: ElementCreationOptions): HTMLElement {
  const element = Document.prototype.createElement.call(document, name, options)
  if (element instanceof HTMLStyleElement) element.nonce = styleNonce()
  if (element instanceof HTMLSpanElement) byProperties(element)
  return element
}

/** A style attribute is refused, the same set through CSSOM is not. */
function byProperties(element: HTMLElement): void {
  element.setAttribute = (name: string, value: string): void => {
    if (name === 'style') element.style.cssText = value
    else Element.prototype.setAttribute.call(element, name, value)
  }
}
