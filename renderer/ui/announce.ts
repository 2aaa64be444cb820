/** Says something to a screen reader without showing it: "Copied 10.0.0.5". */

const region: HTMLElement = document.createElement('div')
region.className = 'visually-hidden'
region.setAttribute('role', 'status')
region.setAttribute('aria-live', 'polite')
document.body.append(region)

export function announce(text: string): void {
  // The same text twice is read once only, unless the region was empty in between.
  region.textContent = ''
  requestAnimationFrame(() => {
    region.textContent = text
  })
}
