/** A stand-in for nova-novncproxy and the screen behind it: WebSocket with tokens good for one connection, then RFB 3.8. */
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'

export interface SeenKey {
  readonly keysym: number
  readonly isDown: boolean
}

/** Red, green, blue. */
export type Colour = readonly [number, number, number]

export class RfbServer implements AsyncDisposable {
  readonly width = 320
  readonly height = 200
  readonly keys: SeenKey[] = []
  readonly clicks: { readonly x: number; readonly y: number; readonly buttons: number }[] = []
  /** What the viewer put on the clipboard. */
  readonly pasted: string[] = []
  /** Tokens shown, in order, whether they were good or not. */
  readonly shown: string[] = []
  /** Connections that came as far as a screen. */
  opened = 0
  /** The whole screen has it. */
  colour: Colour = [200, 30, 40]
  #tokens = new Set<string>()
  #given = 0
  #server: Server | undefined
  #sockets: WebSocketServer | undefined
  #screens = new Set<Screen>()
  #port = 0

  static async start(): Promise<RfbServer> {
    const one = new RfbServer()
    await one.start()
    return one
  }

  get port(): number {
    return this.#port
  }

  /** As Nova answers: with a token of its own each time. */
  url(): string {
    this.#given += 1
    const token = `token-${this.#given}`
    this.#tokens.add(token)
    return `http://127.0.0.1:${this.#port}/vnc_lite.html?path=%3Ftoken%3D${token}`
  }

  /** Listens again on the port it had. */
  async start(): Promise<void> {
    const server = createServer((_request, answer) => answer.end('<title>noVNC</title>'))
    const sockets = new WebSocketServer({ noServer: true, handleProtocols: () => 'binary' })
    server.on('upgrade', (request, socket, head) => {
      const token = new URL(request.url ?? '/', 'http://proxy').searchParams.get('token') ?? ''
      this.shown.push(token)
      sockets.handleUpgrade(request, socket, head, (client) => {
        // As websockify: the connection is taken before the token is looked at.
        if (this.#tokens.delete(token)) this.#open(client)
        else client.close(1008)
      })
    })
    server.listen(this.#port, '127.0.0.1')
    await once(server, 'listening')
    this.#port = (server.address() as AddressInfo).port
    this.#server = server
    this.#sockets = sockets
  }

  /** Dies: nobody is answered, and every screen goes dark. */
  async stop(): Promise<void> {
    for (const client of this.#sockets?.clients ?? []) client.terminate()
    const server = this.#server
    if (server === undefined) return
    this.#server = undefined
    server.close()
    server.closeAllConnections()
    await once(server, 'close')
  }

  /** Every viewer that waits for a change sees it. */
  paint(colour: Colour): void {
    this.colour = colour
    for (const screen of this.#screens) screen.show()
  }

  /** Something in the instance was copied. */
  copied(text: string): void {
    for (const screen of this.#screens) screen.copied(text)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop()
  }

  #open(client: WebSocket): void {
    this.opened += 1
    const screen = new Screen(this, (bytes) => client.send(bytes))
    this.#screens.add(screen)
    client.on('message', (data: Buffer) => screen.take(data))
    client.on('close', () => this.#screens.delete(screen))
    client.on('error', () => client.terminate())
  }
}

/** Bytes of messages of the client by their type (RFC 6143, section 7.5); 255: QEMU's keys with their places. */
const SIZES: Readonly<Record<number, number>> = { 0: 20, 3: 10, 4: 8, 5: 6, 255: 12 }

class Screen {
  #server: RfbServer
  #say: (bytes: Buffer) => void
  #unread = Buffer.alloc(0)
  #stage: 'version' | 'security' | 'init' | 'running' = 'version'
  #shifts: Colour = [16, 8, 0]
  #isWaiting = false

  constructor(server: RfbServer, say: (bytes: Buffer) => void) {
    this.#server = server
    this.#say = say
    say(Buffer.from('RFB 003.008\n'))
  }

  take(bytes: Buffer): void {
    this.#unread = Buffer.concat([this.#unread, bytes])
    while (this.#step()) {
      // One message after the other.
    }
  }

  show(): void {
    if (!this.#isWaiting) return
    this.#isWaiting = false
    this.#update()
  }

  copied(text: string): void {
    const body = Buffer.from(text, 'latin1')
    const head = Buffer.alloc(8)
    head.writeUInt8(3, 0)
    head.writeUInt32BE(body.length, 4)
    this.#say(Buffer.concat([head, body]))
  }

  #step(): boolean {
    switch (this.#stage) {
      case 'version':
        return this.#next(12, () => {
          this.#say(Buffer.from([1, 1]))
          this.#stage = 'security'
        })
      case 'security':
        return this.#next(1, () => {
          this.#say(Buffer.alloc(4))
          this.#stage = 'init'
        })
      case 'init':
        return this.#next(1, () => {
          this.#say(this.#greeting())
          this.#stage = 'running'
        })
      case 'running':
        return this.#message()
    }
  }

  #next(size: number, done: (message: Buffer) => void): boolean {
    if (this.#unread.length < size) return false
    const message = this.#unread.subarray(0, size)
    this.#unread = this.#unread.subarray(size)
    done(message)
    return true
  }

  #message(): boolean {
    const size = this.#size()
    return size !== undefined && this.#next(size, (message) => this.#done(message))
  }

  /** Undefined while too little of it is there to tell. */
  #size(): number | undefined {
    const type = this.#unread[0]
    if (type === undefined) return undefined
    if (type === 2) return this.#unread.length < 4 ? undefined : 4 + 4 * this.#unread.readUInt16BE(2)
    if (type === 6) return this.#unread.length < 8 ? undefined : 8 + this.#unread.readUInt32BE(4)
    const size = SIZES[type]
    if (size === undefined) throw new Error(`this screen knows no message ${type}`)
    return size
  }

  #done(message: Buffer): void {
    const { clicks, keys, pasted } = this.#server
    switch (message[0]) {
      case 0:
        this.#shifts = [message[14] ?? 0, message[15] ?? 0, message[16] ?? 0]
        break
      case 3:
        if (message[1] === 0) this.#update()
        else this.#isWaiting = true
        break
      case 4:
        keys.push({ keysym: message.readUInt32BE(4), isDown: message[1] === 1 })
        break
      case 5:
        clicks.push({ x: message.readUInt16BE(2), y: message.readUInt16BE(4), buttons: message[1] ?? 0 })
        break
      case 6:
        pasted.push(message.subarray(8).toString('latin1'))
        break
    }
  }

  #greeting(): Buffer {
    const name = Buffer.from('QEMU (instance-00000001)')
    const head = Buffer.alloc(24)
    head.writeUInt16BE(this.#server.width, 0)
    head.writeUInt16BE(this.#server.height, 2)
    Buffer.from([32, 24, 0, 1, 0, 255, 0, 255, 0, 255, ...this.#shifts]).copy(head, 4)
    head.writeUInt32BE(name.length, 20)
    return Buffer.concat([head, name])
  }

  /** The whole screen, raw. */
  #update(): void {
    const { colour, height, width } = this.#server
    const head = Buffer.alloc(16)
    head.writeUInt16BE(1, 2)
    head.writeUInt16BE(width, 8)
    head.writeUInt16BE(height, 10)
    const pixel = Buffer.alloc(4)
    pixel.writeUInt32LE(colour.reduce((all, part, at) => all + part * 2 ** (this.#shifts[at] ?? 0), 0))
    this.#say(Buffer.concat([head, Buffer.alloc(width * height * 4, pixel)]))
  }
}
