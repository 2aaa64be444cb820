/** A password nobody has to think of, for an instance that is rescued or rebuilt: shown once to whoever asked for it. */

/** Both Node and the page have it; this room's types do not name it. */
declare const crypto: { getRandomValues(bytes: Uint8Array): Uint8Array }

/** Neither quotes nor anything else a shell or a keyboard layout would change; 64 signs, so that every one is as likely. */
const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** 20 signs: 120 bits. */
export function newPassword(length = 20): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(length)), (byte) => SIGNS[byte % SIGNS.length]).join('')
}
