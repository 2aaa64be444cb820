/** What the path check says, in words and colours. Pure. */
import type { PathAnswer, PathLink } from '../../../../electron/contract/paths.ts'
import type { StateWords } from '../states.ts'

export const LINK_STATES: Readonly<Record<PathLink['state'], StateWords>> = {
  ok: { kind: 'works', words: 'Works' },
  broken: { kind: 'failed', words: 'Broken' },
  unknown: { kind: 'needs-you', words: 'Not known' },
  'not-needed': { kind: 'off', words: 'Not needed' },
}

/** IANA's ports of what people try most. */
export const SERVICES: readonly { readonly name: string; readonly port: number }[] = [
  { name: 'SSH', port: 22 },
  { name: 'HTTP', port: 80 },
  { name: 'HTTPS', port: 443 },
  { name: 'RDP', port: 3389 },
]

export function verdict({ broken, links }: PathAnswer): StateWords {
  const first = links.find(({ id }) => id === broken)
  if (first !== undefined)
    return {
      kind: 'failed',
      words: `The broken link: ${first.title.toLowerCase().replace('ip', 'IP').replace('lan', 'LAN')}`,
    }
  const service = links.find(({ id }) => id === 'service')
  if (service?.state === 'ok') return { kind: 'works', words: 'It is reached.' }
  return { kind: 'needs-you', words: 'Nothing is broken that can be seen; whether it answers is not known.' }
}

/** A port as it was typed; undefined: that is none. */
export function portOf(text: string): number | undefined {
  const number = /^\d{1,5}$/.test(text.trim()) ? Number(text) : 0
  return number >= 1 && number <= 65_535 ? number : undefined
}
