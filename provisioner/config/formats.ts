/** What single values of cloud.yaml may look like. Each function gives the sentence that says what is wrong, or nothing. */
import ipaddr from 'ipaddr.js'
import { isIpv4, isIpv6, parseRange, parseSubnet, rangeSize } from './addresses.ts'

/** Why a value is refused and what to write instead; undefined when it is fine. */
export type Format = (text: string) => string | undefined

const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/
const LATER_IPV6 = 'IPv6 comes in a later release. Write an IPv4 address, like 10.83.0.11.'

/** A machine's or cloud's name: one lower-case label (RFC 1123), because it becomes a hostname. */
export const hostname: Format = (text) => {
  if (text === 'localhost') return 'localhost is the name every machine gives itself. Choose another name.'
  if (/^\d+$/.test(text))
    return `A name of digits only reads like an address. Write something like node-${shown(text)}.`
  if (LABEL.test(text)) return undefined
  const lower = text.toLowerCase().replaceAll(/[_. ]/g, '-')
  const hint = LABEL.test(lower) && lower !== 'localhost' ? ` Write ${lower}.` : ''
  return `A name has 1 to 63 of a–z, 0–9 and "-", and starts and ends with a letter or digit.${hint}`
}

export const ipv4: Format = (text) => {
  if (isIpv6(text)) return LATER_IPV6
  if (!isIpv4(text)) return `${shown(text)} is not an IPv4 address, like 10.83.0.11.`
  const kind = ipaddr.IPv4.parse(text).range()
  if (kind === 'multicast' || kind === 'unspecified' || kind === 'broadcast')
    return `${text} is a ${kind} address; no machine can have it. Write one like 10.83.0.11.`
  return undefined
}

/** A name or address ssh can be given; a leading dash would read as an option. */
export const host: Format = (text) => {
  if (isIpv6(text)) return LATER_IPV6
  if (/^[\d.]+$/.test(text)) return ipv4(text)
  if (text.length <= 253 && /^[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?$/.test(text)) return undefined
  return `${shown(text)} is neither an IPv4 address nor a host name. Write one like 10.83.0.11 or node1.example.org.`
}

/** A login name; letters, digits and ". _ -", as Debian's adduser takes it. */
export const login: Format = (text) =>
  /^[A-Za-z_][A-Za-z0-9_.-]{0,31}$/.test(text)
    ? undefined
    : `${shown(text)} is not a login name. Write one like debian or root.`

/** user@host:port, where only the host is needed. */
export const jump: Format = (text) => {
  const [, user, name = '', port] = /^(?:([^@]*)@)?([^@]*?)(?::(\d+))?$/.exec(text) ?? []
  if (isIpv6(name) || isIpv6(text)) return LATER_IPV6
  const fine = host(name) === undefined && (user === undefined || login(user) === undefined)
  const portFine = port === undefined || (Number(port) >= 1 && Number(port) <= 65_535)
  return fine && portFine ? undefined : `${shown(text)} is not a jump host. Write one like user@gateway.example.org:22.`
}

/** A network: IPv4 CIDR whose host bits are zero. */
export const subnet: Format = (text) => {
  if (isIpv6(text)) return 'IPv6 comes in a later release. Write an IPv4 network, like 10.83.0.0/24.'
  const found = parseSubnet(text)
  if (found === undefined) {
    const hint = isIpv4(text) ? ` Add the prefix length: ${parseSubnet(`${text}/24`)?.cidr ?? text}.` : ''
    return `${shown(text)} is not a network in CIDR notation, like 10.83.0.0/24.${hint}`
  }
  if (found.cidr !== text) return `${text} is an address inside a network, not the network. Write ${found.cidr}.`
  if (found.prefix < 8 || found.prefix > 30) return `/${found.prefix} cannot be used: write a network from /8 to /30.`
  const kind = ipaddr.IPv4.parse(found.network).range()
  if (kind === 'multicast' || kind === 'loopback' || kind === 'unspecified')
    return `${text} is a ${kind} network; machines cannot use it. Write one like 10.83.0.0/24.`
  return undefined
}

/** first-last, in this order. */
export const range: Format = (text) => {
  if (text.includes(':')) return 'IPv6 comes in a later release. Write a range like 10.84.0.100-10.84.0.199.'
  const found = parseRange(text)
  if (found === undefined) return `${shown(text)} is not a range of addresses. Write one like 10.84.0.100-10.84.0.199.`
  if (rangeSize(found) < 1) return `The range ends before it begins. Write ${found.last}-${found.first}.`
  if (rangeSize(found) < 2) return 'One address is too few: a router takes one and an instance another.'
  return undefined
}

/** A network interface as Linux names it. */
export const nic: Format = (text) =>
  /^[A-Za-z0-9][A-Za-z0-9_.-]{0,14}$/.test(text)
    ? undefined
    : `${shown(text)} is not a network interface. Write a name as "ip link" shows it, like enp2s0.`

/** Keystone region: kept to what is harmless in every URL and file. */
export const region: Format = (text) =>
  /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/.test(text)
    ? undefined
    : `${shown(text)} is not a region name. Write letters, digits, ".", "_" and "-", like RegionOne.`

/** A path; anything but emptiness, because files may have any name. Control characters are refused everywhere. */
export const path: Format = (text) =>
  text.trim() === '' ? 'The path is empty. Write one like ~/.ssh/id_ed25519.' : undefined

/** A value as it may stand in a message: in quotes, shortened. */
export function shown(text: string): string {
  return oneLine(JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text))
}

/** A text for one line of a terminal: control characters and line breaks of every kind escaped. */
export function oneLine(text: string): string {
  return text.replaceAll(
    /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
