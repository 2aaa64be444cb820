/** Waits for what another process does in its own time: asks again until the check holds. */
import { vi } from 'vitest'

export const until = (check: () => Promise<void>): Promise<void> => vi.waitFor(check, { timeout: 10_000, interval: 50 })
