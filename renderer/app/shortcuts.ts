/** The keyboard of the whole window. */
import { useEffect, useRef } from 'react'
import { SCREENS } from './routes.ts'

/** "⌘" where the keyboard has one. */
export const CONTROL = /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘' : 'Ctrl'

/** "Ctrl 3" for the third screen; settings have their own; none beyond nine. */
export function screenShortcut(path: string): string | undefined {
  if (path === 'settings') return `${CONTROL} ,`
  const place = SCREENS.findIndex((screen) => screen.path === path)
  return place >= 0 && place < 9 ? `${CONTROL} ${place + 1}` : undefined
}

export interface ShortcutActions {
  readonly palette: () => void
  readonly screen: (path: string) => void
  readonly help: () => void
  readonly rail: () => void
}

export function useShortcuts(actions: ShortcutActions): void {
  const latest = useRef(actions)
  latest.current = actions
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return
      const target = event.target instanceof Element ? event.target : undefined
      const control = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey
      const { palette, screen, help, rail } = latest.current
      // A shell has its own Ctrl-K, Ctrl-B; only what no shell uses is taken from it.
      const shell = target?.closest('.xterm') != null
      if (control && event.key === 'k' && !shell) palette()
      else if (control && event.key === 'b' && !shell) rail()
      else if (control && event.key === ',') screen('settings')
      else if (control && /^[1-9]$/.test(event.key)) {
        const path = SCREENS[Number(event.key) - 1]?.path
        if (path === undefined) return
        screen(path)
      } else if (event.key === '?' && !writing(target)) help()
      else if (event.key === '/' && !writing(target)) {
        const box = document.querySelector<HTMLInputElement>('[data-filter]')
        if (box === null) return
        box.focus()
      } else return
      event.preventDefault()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}

function writing(target: Element | undefined): boolean {
  return target?.closest('input, textarea, select, [contenteditable=true], .xterm, .cm-editor') != null
}
