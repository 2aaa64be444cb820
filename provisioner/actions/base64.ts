/** Text as its UTF-8 bytes, and those as base64, in Node and in the page alike. */

/** Both have these; this room's types name neither. */
declare function btoa(bytes: string): string
declare class TextEncoder {
  encode(text: string): Uint8Array
}

export function base64(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''))
}

export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length
}
