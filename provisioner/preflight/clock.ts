/** Clocks: of the machines against this computer and against each other. */
import type { MachineName } from '../core/machine.ts'
import { clockState } from '../facts/os.ts'
import { known, listed, type PreflightCheck, type Readings } from './check.ts'
import { error, type Finding, ok, warning } from './finding.ts'

/** Milliseconds. Beyond the first, logs of several machines cannot be compared; beyond the second, apt refuses its lists. */
const NOTICEABLE = 2000
const HARMFUL = 30_000

export const clock: PreflightCheck = {
  id: 'clock',
  title: 'The clock',
  facts: () => [clockState],
  findings: (readings) => {
    const skews = skewsOf(readings)
    const values = [...skews.values()]
    const apart = Math.max(...values) - Math.min(...values)
    // Machines that agree with each other and not with this computer: it is this computer that is wrong.
    const computerWrong =
      values.length > 1 && apart <= NOTICEABLE && values.every((skew) => Math.abs(skew) > NOTICEABLE)
    return [...skews].map(([machine, skew]) =>
      computerWrong ? computer(machine, skew, [...skews.keys()]) : judged(machine, skew),
    )
  },
}

/** Milliseconds a machine's clock is ahead of this computer's: as little as the time the answer took allows. */
function skewsOf(readings: Readings): Map<MachineName, number> {
  const skews = new Map<MachineName, number>()
  for (const [machine, time] of known(readings, clockState)) {
    const asked = readings.times.get(machine)
    if (asked === undefined) continue
    const skew = time < asked.from ? time - asked.from : Math.max(0, time - asked.to)
    skews.set(machine, skew)
  }
  return skews
}

function judged(machine: MachineName, skew: number): Finding {
  const off = Math.abs(skew)
  if (off <= NOTICEABLE) return ok('clock', machine, 'The clock agrees with this computer.')
  const what = `The clock of ${machine} is ${spoken(off)} ${skew > 0 ? 'ahead of' : 'behind'} this computer.`
  const remedy = `Set it ("date -s @$(date +%s)" with this computer's time) and let it be kept: "timedatectl set-ntp true".`
  if (off > HARMFUL)
    return error(
      'clock',
      machine,
      what,
      'apt refuses package lists from the future, and tokens are refused as expired.',
      remedy,
    )
  return warning(
    'clock',
    machine,
    what,
    'Tokens and the state of services carry times; machines must agree on them.',
    remedy,
  )
}

function computer(machine: MachineName, skew: number, all: readonly MachineName[]): Finding {
  return warning(
    'clock',
    machine,
    `The clock of this computer is ${spoken(Math.abs(skew))} ${skew > 0 ? 'behind' : 'ahead of'} those of ${listed(all)}, which agree with each other.`,
    'The cloud does not mind; times shown here would be wrong.',
    'Set the clock of this computer.',
  )
}

function spoken(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000)
  if (seconds < 120) return `${seconds} s`
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86_400)} days`
}
