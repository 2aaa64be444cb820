/** Times and sizes as the window writes them. */
import { LANGUAGE } from './language.ts'

/** 840 ms, 4.2 s, 3:05, 1:02:03. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`
  const seconds = milliseconds / 1000
  if (seconds < 10) return `${seconds.toFixed(1)} s`
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  const two = (value: number): string => String(value).padStart(2, '0')
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60]
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`
}

/** A clock that goes: 0 s, 9 s, 3:05. Whole seconds, so that it moves once in each. */
export function elapsed(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  return seconds < 10 ? `${seconds} s` : duration(seconds * 1000)
}

/** 512 MiB, 3.8 GiB, 1.8 TiB, from MiB. */
export function mebibytes(value: number): string {
  const units = ['MiB', 'GiB', 'TiB', 'PiB']
  let [rest, unit] = [value, 0]
  while (rest >= 1024 && unit < units.length - 1) {
    rest /= 1024
    unit += 1
  }
  return `${rest < 10 && unit > 0 ? rest.toFixed(1) : Math.round(rest)} ${units[unit]}`
}

/** "21 of 61 GiB", "512 MiB of 2.0 GiB": a unit that both have is said once. */
export function partOf(some: string, all: string): string {
  const [amount, unit] = some.split(' ')
  return `${unit !== undefined && all.endsWith(` ${unit}`) ? amount : some} of ${all}`
}

/** Made once: making it takes a hundred times as long as using it, and tables use it for every row. */
const MOMENT = new Intl.DateTimeFormat(LANGUAGE, { dateStyle: 'medium', timeStyle: 'short' })

const CLOCK = new Intl.DateTimeFormat(LANGUAGE, { timeStyle: 'medium' })

/** 19:37:04 in the person's own time zone. */
export function clock(at: number): string {
  return CLOCK.format(at)
}

/** 22 Nov 2026, 19:37 in the person's own time zone. */
export function moment(at: number): string {
  return Number.isNaN(at) ? '' : MOMENT.format(at)
}
