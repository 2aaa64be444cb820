/** Ctrl-C: the first asks to stop after the steps under way, the second leaves at once. */

export interface Stopping extends Disposable {
  readonly signal: AbortSignal
}

/** @param onFirst tells the person what happens now */
export function stopOnSignals(onFirst: () => void): Stopping {
  const controller = new AbortController()
  const stop = (): void => {
    if (controller.signal.aborted) {
      process.stderr.write(
        'Left at once. What runs on the machines ends by itself; the same command goes on from there.\n',
      )
      process.exit(130)
    }
    controller.abort()
    onFirst()
  }
  process.on('SIGINT', stop).on('SIGTERM', stop)
  return {
    signal: controller.signal,
    [Symbol.dispose]: () => void process.off('SIGINT', stop).off('SIGTERM', stop),
  }
}
