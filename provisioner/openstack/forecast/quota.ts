/** Whether the project's compute quotas allow it, with the numbers. */
import { memoryWords } from './amounts.ts'
import type { ForecastWanted, QuotaForecast, QuotaLimits } from './wanted.ts'

const WORDS = {
  instances: (amount: number) => (amount === 1 ? '1 instance' : `${amount} instances`),
  cpus: (amount: number) => `${amount} VCPU`,
  memory: (amount: number) => `${memoryWords(amount)} of memory`,
} as const

export function quotaForecast(
  { count, size }: Pick<ForecastWanted, 'count' | 'size'>,
  limits: QuotaLimits,
): QuotaForecast[] {
  const asked = { instances: count, cpus: count * size.cpus, memory: count * size.memory } as const
  return (['instances', 'cpus', 'memory'] as const).map((what) => {
    const { limit, used } = limits[what]
    const wanted = asked[what]
    const quota = { what, wanted, used, limit }
    if (limit === undefined || used + wanted <= limit) return quota
    const words = WORDS[what]
    const left = Math.max(0, limit - used)
    const refused = `${words(wanted)} asked for, ${left === 0 ? 'nothing' : words(left)} left: the quota is ${words(limit)}, ${words(used)} used.`
    return { ...quota, refused }
  })
}
