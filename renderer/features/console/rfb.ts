/** What is used of noVNC's RFB (docs/API.md of noVNC 1.7), in types; its code is loaded when a screen is opened. */

/** What RFB takes in place of a WebSocket. */
export interface RfbChannel {
  binaryType: string
  readonly protocol: string
  readonly readyState: 'connecting' | 'open' | 'closed'
  onopen: (() => void) | null
  onmessage: ((event: { readonly data: ArrayBuffer }) => void) | null
  onclose: ((event: { readonly code: number; readonly reason: string }) => void) | null
  onerror: (() => void) | null
  send(data: Uint8Array): void
  close(): void
}

interface RfbEvents {
  readonly connect: CustomEvent
  readonly disconnect: CustomEvent<{ readonly clean: boolean }>
  readonly securityfailure: CustomEvent<{ readonly status: number; readonly reason?: string }>
  readonly credentialsrequired: CustomEvent
  readonly clipboard: CustomEvent<{ readonly text: string }>
  readonly desktopname: CustomEvent<{ readonly name: string }>
}

export interface Rfb {
  viewOnly: boolean
  scaleViewport: boolean
  showDotCursor: boolean
  background: string
  addEventListener<N extends keyof RfbEvents>(name: N, listener: (event: RfbEvents[N]) => void): void
  disconnect(): void
  focus(): void
  blur(): void
  sendCtrlAltDel(): void
  /** @param down undefined: pressed and let go */
  sendKey(keysym: number, code: string, down?: boolean): void
  clipboardPasteFrom(text: string): void
}

export type NewRfb = new (target: HTMLElement, channel: RfbChannel) => Rfb

export async function loadRfb(): Promise<NewRfb> {
  // @ts-expect-error the package brings no types
  const { default: RFB } = await import('@novnc/novnc')
  return RFB as NewRfb
}
