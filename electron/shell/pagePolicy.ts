/** What the page may do, told to the browser with every answer: the same in Electron and in a browser. */
import { randomBytes } from 'node:crypto'

/** Allows the styles one answer's page makes while it runs; never a script. */
export function styleNonce(): string {
  return randomBytes(18).toString('base64')
}

/** @param connect where the page's requests go beside its own origin, like "ws://127.0.0.1:8417" */
export function contentPolicy(nonce: string, connect: readonly string[] = []): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src ${["'self'", ...connect].join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** Headers of every answer, page or not. */
export const SAFE_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), midi=()',
}

/** Tells the page its nonce, where style injectors look for it. */
export function withNonce(html: string, nonce: string): string {
  const meta = `<meta name="csp-nonce" property="csp-nonce" nonce="${nonce}" content="${nonce}" />`
  return html.replace('<head>', () => `<head>\n    ${meta}`)
}
