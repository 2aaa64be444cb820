/** Looks for secrets where none may be: arguments and environment of every process of the lab, files, what was printed. */
import { readdir, readFile } from 'node:fs/promises'

export interface Sighting {
  readonly where: string
  /** Name of the secret, never its value. */
  readonly secret: string
}

/** Looks at one process; later ones would find the same. */
const ENOUGH_LOOKS = 4

export interface ProcessWatch extends AsyncDisposable {
  readonly sightings: Sighting[]
  /** Looks taken at the whole process list. */
  readonly looks: () => number
}

/**
 * Reads arguments and environment of every process on this computer, lab machines' included (they share its kernel),
 * again and again until disposed; each as long as it is young. `secrets` is asked at each look, because a first run makes them while it is watched.
 */
export function watchProcesses(secrets: () => Promise<Readonly<Record<string, string>>>): ProcessWatch {
  const sightings: Sighting[] = []
  let looks = 0
  let stopped = false
  /** How often each process was looked at: more than once, because a child first looks like its parent. */
  let seen = new Map<string, number>()
  const look = async (): Promise<void> => {
    const known = Object.entries(await secrets())
    const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
    const before = seen
    seen = new Map(ids.map((id) => [id, known.length === 0 ? 0 : (before.get(id) ?? 0) + 1]))
    for (const id of ids.filter((one) => (seen.get(one) ?? 0) <= ENOUGH_LOOKS)) {
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
