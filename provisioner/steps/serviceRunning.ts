/** A unit enabled and running with its present configuration. */
import { sh } from '../core/command.ts'
import type { Read } from '../core/fact.ts'
import { type Change, type Step, verdict } from '../core/step.ts'
import { fileState } from '../facts/files.ts'
import { packageState } from '../facts/packages.ts'
import { unitState } from '../facts/units.ts'

export interface ServiceRunning {
  readonly id: string
  readonly machine: string
  readonly unit: string
  readonly explains: string
  /**
   * Files and packages the process reads at its start, its own unit's drop-ins among them: it is restarted when one is newer than the
   * process. systemd's NeedDaemonReload is no sign: it is set for a moment while another unit is enabled beside this one.
   */
  readonly files?: readonly string[]
  readonly packages?: readonly string[]
  /** How long systemd may take to start it, milliseconds; default 3 minutes. */
  readonly timeout?: number
}

/** No handlers: the age of the process decides, so a crash between writing and restarting loses nothing. */
export function serviceRunning(service: ServiceRunning): Step {
  const { unit, files = [], packages = [] } = service
  const check = (read: Read): Change[] => {
    const state = read(unitState(unit))
    const changed = newer(read, service, state.startedAt)
    const changes: Change[] = []
    const change = (summary: string): Change => ({ kind: 'unit', operation: 'update', subject: unit, summary })
    if (!ENABLED.has(state.fileState)) changes.push(change('enable'))
    if (state.active !== 'active') changes.push(change('start'))
    else if (changed !== undefined) changes.push(change(`restart: ${changed} is newer than the process`))
    return changes
  }
  return {
    id: service.id,
    title: `Run ${unit.replace(/\.service$/, '')}`,
    machine: service.machine,
    explains: service.explains,
    keepsRunning: unit,
    reads: [unitState(unit), ...files.map((path) => fileState(path)), ...packages.map(packageState)],
    check: (read) => verdict(check(read)),
    actions: (read) => {
      const running = read(unitState(unit)).active === 'active'
      const enable = sh`systemctl daemon-reload; systemctl unmask --quiet ${unit}; systemctl enable --quiet ${unit}`
      const start = sh`systemctl reset-failed ${unit} 2>/dev/null; systemctl ${running ? 'restart' : 'start'} ${unit} || {
        journalctl --no-pager -n 15 -o cat -u ${unit} >&2; exit 1; }`
      const only = check(read).every((one) => one.summary === 'enable')
      const timeout = service.timeout ?? 180_000
      const remedy = `Look at "journalctl -u ${unit}" on ${service.machine}.`
      return [
        { kind: 'run', command: enable },
        ...(only ? [] : [{ kind: 'run', command: start, timeout, remedy } as const]),
      ]
    },
  }
}

/** States in which a unit starts at boot, or cannot be told to ("static", "generated" from init.d, "indirect"). */
const ENABLED = new Set(['enabled', 'enabled-runtime', 'static', 'generated', 'indirect', 'alias', 'linked'])

/** What was changed after the process started, if anything. */
function newer(
  read: Read,
  { files = [], packages = [] }: ServiceRunning,
  startedAt: number | undefined,
): string | undefined {
  if (startedAt === undefined) return undefined
  const file = files.find((path) => {
    const state = read(fileState(path))
    return state.exists && state.changedAt > startedAt
  })
  const pack = packages.find((name) => {
    const state = read(packageState(name))
    return state.installed && state.installedAt > startedAt
  })
  return file ?? pack
}
