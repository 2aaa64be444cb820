/** xterm in the window's colours; the sixteen of the terminal chosen to be read on both grounds. */
import type { ITheme } from '@xterm/xterm'
import { token } from '../../ui/useTokens.ts'

export function terminalTheme(): ITheme {
  const [ink, quiet, ground] = [token('--ink'), token('--ink-3'), token('--surface')]
  const [red, green, yellow] = [token('--failed'), token('--works'), token('--needs-you')]
  const [blue, magenta, cyan] = [token('--progress'), token('--role-controller'), token('--role-network')]
  const dark = document.documentElement.dataset.mantineColorScheme === 'dark'
  const [black, white] = dark ? [token('--raised'), ink] : [ink, token('--sunken')]
  return {
    background: ground,
    foreground: ink,
    cursor: token('--accent'),
    cursorAccent: ground,
    selectionBackground: token('--accent-soft'),
    scrollbarSliderBackground: token('--border'),
    scrollbarSliderHoverBackground: token('--border-strong'),
    scrollbarSliderActiveBackground: token('--border-strong'),
    black,
    red,
    green,
    yellow,
    blue,
    magenta,
    cyan,
    white,
    brightBlack: quiet,
    brightRed: red,
    brightGreen: green,
    brightYellow: yellow,
    brightBlue: blue,
    brightMagenta: magenta,
    brightCyan: cyan,
    brightWhite: white,
  }
}
