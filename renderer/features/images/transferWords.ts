/** An image on its way in words: how much of how much, how fast, until when. Pure. */
import type { ImageTransfer } from '../../../electron/contract/images.ts'
import { duration } from '../../ui/time.ts'
import { byteWords } from './imageWords.ts'

const STATES: Readonly<Record<ImageTransfer['state'], string>> = {
  preparing: 'Beginning',
  sending: 'Uploading',
  checking: 'Comparing',
  done: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
}

export function transferState({ state }: Pick<ImageTransfer, 'state'>): string {
  return STATES[state]
}

/** From 0 to 1; undefined where nobody says how much it will be. */
export function transferShare({ sent, total }: Pick<ImageTransfer, 'sent' | 'total'>): number | undefined {
  return total === undefined || total === 0 ? undefined : Math.min(1, sent / total)
}

/** "312 MiB of 1.2 GiB · 24 MiB/s · 0:40 left". */
export function transferWords({ rate, remaining, sent, state, total }: ImageTransfer): string {
  if (state === 'preparing' && sent === 0) return ''
  return [
    total === undefined ? byteWords(sent) : `${byteWords(sent)} of ${byteWords(total)}`,
    ...(rate === undefined ? [] : [`${byteWords(rate)}/s`]),
    // Tenths of a second are not known.
    ...(remaining === undefined ? [] : [`${duration(Math.max(10_000, remaining))} left`]),
  ].join(' · ')
}
