/** One xterm on one of the app's shells: keys go out, output comes in, its size follows the element. */
import { FitAddon } from '@xterm/addon-fit'
import { SearchAddon } from '@xterm/addon-search'
import { Terminal } from '@xterm/xterm'
import { bridge } from '../../api/bridge.ts'
import { copyText } from '../../ui/clipboard.ts'
import { token } from '../../ui/useTokens.ts'
import { inOrder } from './inOrder.ts'
import { styledDocument, styleRows, whileOpening } from './styledDocument.ts'
import { terminalTheme } from './terminalTheme.ts'

export interface OpenTerminal {
  readonly terminal: Terminal
  readonly search: SearchAddon
  fit(): void
  close(): void
}

interface Options {
  readonly id: string
  readonly element: HTMLElement
  readonly screenReader: boolean
  readonly onSearch: () => void
}

export function openTerminal({ id, element, screenReader, onSearch }: Options): OpenTerminal {
  const terminal = new Terminal({
    allowProposedApi: true,
    cursorBlink: false,
    documentOverride: styledDocument(),
    fontFamily: token('--font-mono'),
    fontSize: 13,
    minimumContrastRatio: 4.5,
    screenReaderMode: screenReader,
    scrollback: 10_000,
    theme: terminalTheme(),
  })
  const fit = new FitAddon()
  const search = new SearchAddon()
  terminal.loadAddon(fit)
  terminal.loadAddon(search)
  whileOpening(() => terminal.open(element))
  styleRows(terminal)
  terminal.attachCustomKeyEventHandler((event) => keys(event, terminal, onSearch))
  const typed = terminal.onData(inOrder((data) => bridge.call('terminals.write', { id, data })))
  const sized = terminal.onResize(({ cols, rows }) => {
    void bridge.call('terminals.resize', { id, columns: cols, rows })
  })

  // After a lost connection the app sends the whole screen again.
  let fresh = true
  const unwatch = bridge.onConnection((connected) => {
    fresh ||= !connected
  })
  const leave = bridge.listen('terminals.output', { id }, (event) => {
    if (!event.ok) return
    if (fresh) terminal.reset()
    fresh = false
    terminal.write(event.value)
  })

  return {
    terminal,
    search,
    fit: () => {
      if (element.clientWidth > 0 && element.clientHeight > 0) fit.fit()
    },
    close: () => {
      leave()
      unwatch()
      typed.dispose()
      sized.dispose()
      terminal.dispose()
    },
  }
}

/** False: not for the shell. Ctrl-C stays the shell's, so copying is with Shift, as terminals do. */
function keys(event: KeyboardEvent, terminal: Terminal, onSearch: () => void): boolean {
  if (event.type !== 'keydown' || !event.ctrlKey || !event.shiftKey || event.altKey) return true
  switch (event.code) {
    case 'KeyC':
      event.preventDefault()
      if (terminal.hasSelection()) void copyText(terminal.getSelection()).then(() => terminal.focus())
      return false
    case 'KeyF':
      event.preventDefault()
      onSearch()
      return false
    default:
      // The browser pastes by itself with Ctrl-Shift-V.
      return event.code !== 'KeyV'
  }
}
