/** systemd units: loaded, enabled, active, and since when their process runs. */
import { sh } from '../core/command.ts'
import { type Fact, fact, type Subject } from '../core/fact.ts'

export interface UnitState {
  readonly loaded: boolean
  /** "enabled", "disabled", "static", "generated", "masked" … */
  readonly fileState: string
  /** "active", "inactive", "failed", "activating" … */
  readonly active: string
  /** Seconds since the epoch when the main process started; undefined where none runs. */
  readonly startedAt?: number
}

const PROPERTIES = 'LoadState,UnitFileState,ActiveState,ExecMainStartTimestamp,ActiveEnterTimestamp'

const units: Subject<string, UnitState> = {
  name: 'units',
  command: (names) => sh`systemctl show --timestamp=us+utc --property=${PROPERTIES} -- ${names}`,
  parse: (result, names) => {
    const blocks = result.stdout.trim().split('\n\n').filter(Boolean)
    if (blocks.length !== names.length) throw new Error(`systemctl described ${blocks.length} of ${names.length} units`)
    const states = new Map(blocks.map((block, index) => [names[index], parseUnit(block)]))
    return (name) => {
      const state = states.get(name)
      if (state === undefined) throw new Error(`the unit ${name} was not read`)
      return state
    }
  },
}

export function unitState(name: string): Fact<UnitState> {
  return fact(units, name)
}

function parseUnit(block: string): UnitState {
  const values = new Map(block.split('\n').map((line) => [line.split('=', 1)[0], line.slice(line.indexOf('=') + 1)]))
  const started = timestamp(values.get('ExecMainStartTimestamp')) ?? timestamp(values.get('ActiveEnterTimestamp'))
  return {
    loaded: values.get('LoadState') === 'loaded',
    fileState: values.get('UnitFileState') ?? '',
    active: values.get('ActiveState') ?? '',
    ...(started === undefined ? {} : { startedAt: started }),
  }
}

/** "Sun 2026-11-22 15:58:00.123456 UTC" in seconds since the epoch. */
function timestamp(text: string | undefined): number | undefined {
  const match = /(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(\.\d+)? UTC/.exec(text ?? '')
  if (match === null) return undefined
  return Date.parse(`${match[1]}T${match[2]}Z`) / 1000 + Number(match[3] ?? 0)
}
