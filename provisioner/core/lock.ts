/** Named locks inside one run: who needs something to itself (apt of a machine, one database's migration) takes turns. */

export interface LockTable {
  /** Resolves when the name is free; disposing gives it back. Without a name nothing is taken. */
  take(name: string | undefined): Promise<Disposable>
}

export function lockTable(): LockTable {
  const tails = new Map<string, Promise<void>>()
  return {
    async take(name) {
      if (name === undefined) return { [Symbol.dispose]: () => {} }
      const before = tails.get(name) ?? Promise.resolve()
      const { promise, resolve } = Promise.withResolvers<void>()
      tails.set(
        name,
        before.then(() => promise),
      )
      await before
      return { [Symbol.dispose]: resolve }
    },
  }
}
