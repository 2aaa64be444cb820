/** The screen of an instance in the window: its bytes (RFB) through the app, so that no token of it reaches the page. */
import { z } from 'zod'
import type { ErrorData } from '../../provisioner/core/errors.ts'
import { request, stream } from './call.ts'
import { cloudId } from './names.ts'

/** What a screen tells, in this order: opening, open, bytes …, lost, opening …; nothing comes after `ended`. */
export type ConsoleEvent =
  | { readonly kind: 'opening' }
  /** RFB begins anew with the bytes that follow. */
  | { readonly kind: 'open'; readonly connection: string }
  /** Base64. */
  | { readonly kind: 'bytes'; readonly data: string }
  /** Opened again by itself, with a new token, `again` milliseconds later. */
  | { readonly kind: 'lost'; readonly error: ErrorData; readonly again: number }
  /** It will not come back: the instance is gone, or this person may not see it. */
  | { readonly kind: 'ended'; readonly error: ErrorData }

/** Bytes told and not yet taken from which on the screen has to wait. */
export const CONSOLE_AHEAD = 4 * 1024 * 1024
/** Characters of base64 in one `console.send`. */
export const CONSOLE_PIECE = 512 * 1024

/** As the API has it. */
const id = z.string().min(1).max(255)
const connection = z.string().max(64)

export const consoles = {
  /** Keys, pointer and clipboard, as RFB writes them; the next piece is sent when this one was answered. */
  'console.send': request<null>()(z.strictObject({ connection, data: z.base64().max(CONSOLE_PIECE) })),
  /** So many bytes of the connection were taken in all: more may come. */
  'console.taken': request<null>()(z.strictObject({ connection, bytes: z.int().min(0) })),
}

export const consoleStreams = {
  /** A connection of the listener's own, closed when it leaves. */
  'console.screen': stream<ConsoleEvent>()(z.strictObject({ cloud: cloudId, server: id })),
}
