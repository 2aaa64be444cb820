/** A message that appears moves what is below it: not while a pointer is pressed, or the press would end on something else. */

let pressed = false
addEventListener(
  'pointerdown',
  () => {
    pressed = true
  },
  true,
)
for (const end of ['pointerup', 'pointercancel'])
  addEventListener(
    end,
    () => {
      pressed = false
    },
    true,
  )

/** At once, or when the pointer was let go and its click has arrived. */
export function afterPress(act: () => void): void {
  if (!pressed) {
    act()
    return
  }
  addEventListener('pointerup', () => requestAnimationFrame(act), { once: true })
}
