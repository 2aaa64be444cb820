/** One connection to a screen as RFB wants it, made of the app's events and requests instead of a WebSocket. */
import { CONSOLE_PIECE } from '../../../electron/contract/consoles.ts'
import type { RfbChannel } from './rfb.ts'

export interface ScreenChannel extends RfbChannel {
  /** Base64, as it came. */
  receive(data: string): void
  /** The other end left. */
  end(): void
}

export interface ChannelOptions {
  /** Must not reject; the next piece is sent when it was answered. */
  readonly send: (data: string) => Promise<unknown>
  /** So many bytes were taken in all. */
  readonly taken: (bytes: number) => void
}

/** Bytes after which the app is told that they were taken. */
const TELL = 256 * 1024
/** Bytes of one piece: base64 makes four characters of three. */
const PIECE = (CONSOLE_PIECE / 4) * 3

export function screenChannel({ send, taken }: ChannelOptions): ScreenChannel {
  const gathered: Uint8Array[] = []
  let isSending = false
  let state: RfbChannel['readyState'] = 'open'
  let received = 0
  let told = 0

  const sendAll = async (): Promise<void> => {
    isSending = true
    while (gathered.length > 0 && state === 'open') {
      const all = joined(gathered.splice(0))
      for (let from = 0; from < all.length && state === 'open'; from += PIECE)
        await send(base64(all.subarray(from, from + PIECE)))
    }
    isSending = false
  }
  const channel: ScreenChannel = {
    binaryType: 'arraybuffer',
    protocol: '',
    get readyState() {
      return state
    },
    onopen: null,
    onmessage: null,
    onclose: null,
    onerror: null,
    send(data) {
      if (state !== 'open') return
      // RFB writes into the same memory again at once.
      gathered.push(data.slice())
      if (!isSending) void sendAll()
    },
    receive(data) {
      if (state !== 'open') return
      const bytes = bytesOf(data)
      received += bytes.length
      channel.onmessage?.({ data: bytes.buffer })
      if (received - told < TELL) return
      told = received
      taken(received)
    },
    end() {
      if (state === 'closed') return
      state = 'closed'
      channel.onclose?.({ code: 1006, reason: '' })
    },
    close() {
      if (state === 'closed') return
      state = 'closed'
      channel.onclose?.({ code: 1000, reason: '' })
    },
  }
  return channel
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((size, piece) => size + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    all.set(piece, at)
    at += piece.length
  }
  return all
}

/** Arguments of one call are limited. */
const SLICE = 32 * 1024

function base64(bytes: Uint8Array): string {
  let text = ''
  for (let from = 0; from < bytes.length; from += SLICE)
    text += String.fromCharCode(...bytes.subarray(from, from + SLICE))
  return btoa(text)
}

function bytesOf(data: string): Uint8Array<ArrayBuffer> {
  const text = atob(data)
  const bytes = new Uint8Array(text.length)
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at)
  return bytes
}
