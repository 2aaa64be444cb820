/** Work that is done again whenever something has changed, once at a time. */

/**
 * Each call begins the work, or asks for it once more where it is under way: however many calls come meanwhile, that is
 * one more. Resolves when no more is asked for; rejects as the work does, and what was asked for is forgotten then.
 */
export function oneMore(work: () => Promise<unknown>): () => Promise<void> {
  let isAsked = false
  let underWay: Promise<void> | undefined
  const begin = async (): Promise<void> => {
    try {
      while (isAsked) {
        isAsked = false
        await work()
      }
    } finally {
      underWay = undefined
    }
  }
  return () => {
    isAsked = true
    underWay ??= begin()
    return underWay
  }
}
