/** One thing for each cloud, made when it is first asked for. */
export interface PerCloud<T> {
  of(cloud: string): T
  /** Those made so far. */
  all(): readonly T[]
}

export function perCloud<T>(make: (cloud: string) => T): PerCloud<T> {
  const made = new Map<string, T>()
  return {
    of(cloud) {
      const existing = made.get(cloud)
      if (existing !== undefined) return existing
      const one = make(cloud)
      made.set(cloud, one)
      return one
    },
    all: () => [...made.values()],
  }
}
