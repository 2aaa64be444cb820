/** Looks for secrets where none may be: arguments and environment of every process of the lab, files, what was printed. */
import { readdir, readFile } from 'node:fs/promises'

export interface Sighting {
  readonly where: string
  /** Name of the secret, never its value. */
  readonly secret: string
}

export interface ProcessWatch extends AsyncDisposable {
  readonly sightings: Sighting[]
  /** Looks taken at the whole process list. */
  readonly looks: () => number
}

/**
 * Reads arguments and environment of every process on this computer, lab machines' included (they share its kernel),
 * again and again until disposed. `secrets` is asked at each look, because a first run makes them while it is watched.
 */
export function watchProcesses(secrets: () => Promise<Readonly<Record<string, string>>>): ProcessWatch {
  const sightings: Sighting[] = []
  let looks = 0
  let stopped = false
  const look = async (): Promise<void> => {
    const known = Object.entries(await secrets())
    const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
    for (const id of ids) {
      for (const file of ['cmdline', 'environ']) {
        const text = await readFile(`/proc/${id}/${file}`, 'latin1').catch(() => '')
        for (const [secret, value] of known) {
          if (text.includes(value))
            sightings.push({ where: `${file} of ${text.split('\0', 3).join(' ').slice(0, 80)}`, secret })
        }
      }
    }
    looks += 1
  }
  const watching = (async () => {
    while (!stopped) {
      await look()
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  })()
  return {
    sightings,
    looks: () => looks,
    [Symbol.asyncDispose]: async () => {
      stopped = true
      await watching
    },
  }
}
