/** Wake on LAN: the magic packet that lets a network card switch its sleeping machine on. */
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { networkInterfaces } from 'node:os'

export interface Place {
  readonly address: string
  readonly port: number
}

/** Discard, which everybody uses for it; the card looks at the frame only. */
const PORT = 9

/**
 * Sends one packet for each MAC address to every network this computer is on. Resolves to how many cards were called.
 * Nobody answers: a machine that is asleep cannot.
 */
export async function wakeOnLan(macs: readonly string[], places: readonly Place[] = broadcasts()): Promise<number> {
  const packets = [...new Set(macs.map((mac) => mac.toLowerCase()))].flatMap((mac) => magicPacket(mac) ?? [])
  const socket = createSocket('udp4')
  try {
    socket.bind()
    await once(socket, 'listening')
    socket.setBroadcast(true)
    const sent = packets.map(async (packet) => {
      const reached = await Promise.allSettled(places.map((place) => send(socket, packet, place)))
      return reached.some((one) => one.status === 'fulfilled')
    })
    return (await Promise.all(sent)).filter(Boolean).length
  } finally {
    socket.close()
  }
}

/** Six times 0xff, then the address sixteen times; undefined for what is no card's address. */
export function magicPacket(mac: string): Buffer | undefined {
  if (!/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/i.test(mac) || /^[0:]+$/.test(mac)) return undefined
  const address = Buffer.from(mac.replaceAll(':', ''), 'hex')
  return Buffer.concat([Buffer.alloc(6, 0xff), ...Array.from({ length: 16 }, () => address)])
}

/** The limited broadcast goes out by one card only, so each network is called by its own address, too. */
function broadcasts(): Place[] {
  const own = Object.values(networkInterfaces()).flatMap((addresses) =>
    (addresses ?? []).flatMap(({ family, internal, address, netmask }) =>
      family === 'IPv4' && !internal ? [lastOf(address, netmask)] : [],
    ),
  )
  return [...new Set([...own, '255.255.255.255'])].map((address) => ({ address, port: PORT }))
}

function lastOf(address: string, netmask: string): string {
  const mask = netmask.split('.').map(Number)
  return address
    .split('.')
    .map((octet, index) => Number(octet) | (~(mask[index] ?? 255) & 255))
    .join('.')
}

function send(socket: Socket, packet: Buffer, { address, port }: Place): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.send(packet, port, address, (error) => (error ? reject(error) : resolve()))
  })
}
