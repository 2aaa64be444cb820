/** Whether terminals speak to screen readers: kept by this page, because it is about this computer's devices. */
import { useState } from 'react'

const KEY = 'terminals.screenReader'

export function useScreenReader(): readonly [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(() => localStorage.getItem(KEY) === 'yes')
  const write = (value: boolean): void => {
    localStorage.setItem(KEY, value ? 'yes' : 'no')
    setOn(value)
  }
  return [on, write]
}
