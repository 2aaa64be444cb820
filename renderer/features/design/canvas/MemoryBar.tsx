/** Memory of a machine: what each role will take of what there is, in colours and in words. */
import { mebibytes } from '../../../ui/time.ts'
import css from './MemoryBar.module.css'
import type { Fit, MachineModel } from './machineModel.ts'

export function MemoryBar({ model, compact }: { readonly model: MachineModel; readonly compact: boolean }) {
  const { memory } = model
  // Where more is needed than there is, the bar shows what is needed, with a mark where the machine ends.
  const whole = Math.max(memory.total ?? memory.needed, memory.needed, 1)
  const percent = (value: number): string => `${(value / whole) * 100}%`
  const words = memoryWords(model, compact)
  return (
    <div className={css.memory} data-fit={memory.fit}>
      <div className={css.bar} aria-hidden>
        {memory.needed > 0 && <span data-role="base" style={{ width: percent(memory.base) }} />}
        {model.roles.map((role) => (
          <span key={role.role} data-role={role.role} style={{ width: percent(role.memory) }} />
        ))}
        {memory.fit === 'too-much' && <i className={css.end} style={{ left: percent(memory.total ?? 0) }} />}
      </div>
      <p className={css.words} title={words}>
        {words}
      </p>
    </div>
  )
}

const JUDGEMENTS: Readonly<Record<Fit, string>> = { fits: '', tight: 'Tight: ', 'too-much': 'Too much: ', unknown: '' }

/** "1.9 of 7.8 GiB (24 %)", "Too much: 950 of 922 MiB (103 %)". */
export function memoryWords({ memory }: MachineModel, short = false): string {
  const { needed, total, fit } = memory
  if (total === undefined) {
    if (needed === 0) return 'Memory not known yet'
    return short ? `Needs ${mebibytes(needed)}` : `Needs ${mebibytes(needed)}, has not told yet`
  }
  if (needed === 0) return `${mebibytes(total)} of memory`
  const [value, unit] = mebibytes(needed).split(' ')
  const there = mebibytes(total)
  const words = `${JUDGEMENTS[fit]}${there.endsWith(` ${unit}`) ? value : `${value} ${unit}`} of ${there}`
  return short ? words : `${words} (${Math.round((needed / total) * 100)} %)`
}
