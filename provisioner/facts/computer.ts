/** The computer as a whole: processor model, kernel, uptime, hostname, and whether it is itself virtual. */
import { sh } from '../core/command.ts'
import { type Fact, singleFact } from '../core/fact.ts'

export interface ComputerState {
  /** As /proc/cpuinfo says; empty where it does not. */
  readonly model: string
  readonly kernel: string
  /** Seconds since boot. */
  readonly uptime: number
  readonly hostname: string
  /** What systemd-detect-virt calls the virtual machine or container it is; absent on hardware. */
  readonly guest?: string
}

export const computerState: Fact<ComputerState> = singleFact(
  'computer',
  sh`
    printf 'model\t%s\n' "$(sed -n 's/^model name[[:space:]]*: *//p' /proc/cpuinfo | head -n1)"
    printf 'kernel\t%s\n' "$(uname -r)"
    printf 'uptime\t%s\n' "$(cut -d' ' -f1 /proc/uptime)"
    printf 'hostname\t%s\n' "$(cat /proc/sys/kernel/hostname)"
    printf 'guest\t%s\n' "$(systemd-detect-virt 2>/dev/null)"
    true`,
  (result) => {
    const rows = new Map(
      result.stdout.split('\n').map((line) => {
        const [name = '', value = ''] = line.split('\t')
        return [name, value]
      }),
    )
    const said = (name: string): string => (rows.get(name) ?? '').replaceAll(/\s+/g, ' ').trim()
    const uptime = Number(said('uptime') || Number.NaN)
    if (!Number.isFinite(uptime)) throw new Error('/proc/uptime was not understood')
    const guest = said('guest')
    return {
      model: said('model'),
      kernel: said('kernel'),
      uptime: Math.floor(uptime),
      hostname: said('hostname'),
      ...(guest === '' || guest === 'none' ? {} : { guest }),
    }
  },
)
