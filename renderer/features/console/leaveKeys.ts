/** How the keyboard is taken back from a screen that gets every key: Ctrl and Alt, pressed and let go with nothing else. */

/** As QEMU and VMware have it. The right Alt is AltGr, which some keyboards send with Ctrl. */
const BOTH = ['AltLeft', /^Control(Left|Right)$/] as const

export interface LeaveKeys {
  down(code: string): void
  /** True when all are let go and they were just those two: nothing stays pressed in the instance. */
  up(code: string): boolean
  /** The keyboard went elsewhere: what is let go there is not heard here. */
  forget(): void
}

export function leaveKeys(): LeaveKeys {
  const pressed = new Set<string>()
  let isOther = false
  let hadBoth = false
  return {
    down(code) {
      pressed.add(code)
      const [alt, control] = [pressed.has(BOTH[0]), [...pressed].some((one) => BOTH[1].test(one))]
      isOther ||= code !== BOTH[0] && !BOTH[1].test(code)
      hadBoth ||= alt && control
    },
    up(code) {
      pressed.delete(code)
      if (pressed.size > 0) return false
      const leaves = hadBoth && !isOther
      isOther = false
      hadBoth = false
      return leaves
    },
    forget() {
      pressed.clear()
      isOther = false
      hadBoth = false
    },
  }
}
