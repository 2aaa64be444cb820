/** The screen of one instance in an element of the page: RFB on whatever connection the app has to it, one after the other. */
import type { ErrorData } from '../../../electron/contract/index.ts'
import { bridge } from '../../api/bridge.ts'
import { loadRfb, type NewRfb, type Rfb } from './rfb.ts'
import { type ScreenChannel, screenChannel } from './screenChannel.ts'
import { type Combination, SHIFT, type TypedSign } from './typedKeys.ts'

export type ConsoleState =
  | { readonly kind: 'opening' }
  | { readonly kind: 'open' }
  | { readonly kind: 'lost'; readonly error: ErrorData }
  | { readonly kind: 'ended'; readonly error: ErrorData }

export interface ConsoleLook {
  readonly viewOnly: boolean
  /** As large as there is room for; otherwise each pixel as it is. */
  readonly fit: boolean
}

export interface OpenConsole {
  look(look: ConsoleLook): void
  focus(): void
  /** Gives the keyboard back to the page. */
  blur(): void
  press(combination: Combination): void
  /** Key by key, until the signal aborts. */
  type(signs: readonly TypedSign[], signal: AbortSignal): Promise<void>
  paste(text: string): void
  close(): void
}

export interface ConsoleOptions {
  readonly cloud: string
  readonly server: string
  readonly element: HTMLElement
  /** For screen readers. */
  readonly label: string
  readonly look: ConsoleLook
  readonly onState: (state: ConsoleState) => void
  readonly onClipboard: (text: string) => void
}

/** Milliseconds between two keys: an emulated keyboard keeps 16 that were not read yet (QEMU, hw/input/ps2.c). */
const BETWEEN_KEYS = 20

export function openConsole(options: ConsoleOptions): OpenConsole {
  const { cloud, element, label, onClipboard, onState, server } = options
  let { look } = options
  let rfb: Rfb | undefined
  let channel: ScreenChannel | undefined
  let isClosed = false
  /** The latest failure RFB itself has seen, which says more than that the connection went. */
  let failure: ErrorData | undefined

  const dress = (): void => {
    if (rfb === undefined) return
    rfb.viewOnly = look.viewOnly
    rfb.scaleViewport = look.fit
    const canvas = element.querySelector('canvas')
    if (canvas === null) return
    canvas.tabIndex = 0
    canvas.setAttribute('role', 'application')
    canvas.setAttribute('aria-label', label)
  }
  const drop = (): void => {
    channel?.end()
    channel = undefined
    rfb?.disconnect()
    rfb = undefined
  }
  const begin = (RFB: NewRfb, connection: string): void => {
    drop()
    failure = undefined
    const fresh = screenChannel({
      send: (data) => bridge.call('console.send', { connection, data }),
      taken: (bytes) => void bridge.call('console.taken', { connection, bytes }),
    })
    channel = fresh
    const shown = new RFB(element, fresh)
    rfb = shown
    shown.background = 'transparent'
    shown.showDotCursor = true
    const mine = (work: () => void) => () => {
      if (rfb === shown) work()
    }
    shown.addEventListener(
      'connect',
      mine(() => {
        dress()
        onState({ kind: 'open' })
      }),
    )
    shown.addEventListener(
      'credentialsrequired',
      mine(() => {
        failure = refused('it asks for a password, which no proxy of Nova does')
        shown.disconnect()
      }),
    )
    shown.addEventListener('securityfailure', ({ detail }) => {
      failure = refused(detail.reason ?? `security failure ${detail.status}`)
    })
    shown.addEventListener(
      'disconnect',
      mine(() => {
        rfb = undefined
        if (failure === undefined) return
        leave()
        onState({ kind: 'ended', error: failure })
      }),
    )
    shown.addEventListener('clipboard', ({ detail }) => onClipboard(detail.text))
    dress()
  }

  let leave = (): void => {}
  let unwatch = (): void => {}
  const listen = (RFB: NewRfb): void => {
    // A page that lost the app listens again by itself; the picture is of a connection that is gone.
    unwatch = bridge.onConnection((connected) => {
      if (!connected) drop()
    })
    leave = bridge.listen('console.screen', { cloud, server }, (event) => {
      if (!event.ok) {
        drop()
        onState({ kind: 'ended', error: event.error })
        return
      }
      const { value } = event
      if (value.kind === 'bytes') channel?.receive(value.data)
      else if (value.kind === 'open') begin(RFB, value.connection)
      else {
        drop()
        onState(value)
      }
    })
  }
  onState({ kind: 'opening' })
  loadRfb().then(
    (RFB) => {
      if (!isClosed) listen(RFB)
    },
    () =>
      onState({ kind: 'ended', error: { code: 'internal', message: 'The code that shows screens was not loaded.' } }),
  )

  return {
    look(wanted) {
      look = wanted
      dress()
    },
    focus: () => rfb?.focus(),
    blur: () => rfb?.blur(),
    press({ keys }) {
      for (const { keysym, code } of keys) rfb?.sendKey(keysym, code, true)
      for (const { keysym, code } of keys.toReversed()) rfb?.sendKey(keysym, code, false)
    },
    async type(signs, signal) {
      for (const { key, shift } of signs) {
        if (signal.aborted || rfb === undefined) return
        if (shift) rfb.sendKey(SHIFT.keysym, SHIFT.code, true)
        rfb.sendKey(key.keysym, key.code)
        if (shift) rfb.sendKey(SHIFT.keysym, SHIFT.code, false)
        await new Promise((resolve) => setTimeout(resolve, BETWEEN_KEYS))
      }
    },
    paste: (text) => rfb?.clipboardPasteFrom(text),
    close() {
      isClosed = true
      leave()
      unwatch()
      drop()
    },
  }
}

function refused(why: string): ErrorData {
  return { code: 'api', message: `The screen was not shown: ${why}.` }
}
