/** The clouds.yaml files of this computer, where OpenStack's tools look for them. */
import { access } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { readText } from './localFiles.ts'

export interface FoundFile {
  readonly path: string
  readonly text: string
}

export interface CloudsFile {
  readonly clouds: FoundFile
  /** secure.yaml, which keeps what is secret apart. */
  readonly secure?: FoundFile
}

/** Where to look; everything is taken from the process where it is absent. */
export interface Places {
  readonly environment?: Readonly<Record<string, string | undefined>>
  readonly folder?: string
  readonly home?: string
  readonly system?: string
}

const ENDINGS = ['yaml', 'yml', 'json'] as const

/**
 * All there are, in the order in which openstacksdk looks (Configuring OpenStack SDK Applications, Config Files): its tools
 * stop at the first.
 */
export async function cloudsFiles(places: Places = {}): Promise<CloudsFile[]> {
  const { environment = process.env } = places
  const named = environment.OS_CLIENT_CONFIG_FILE
  const candidates = [...(named ? [resolve(named)] : []), ...candidatesOf('clouds', places)]
  const found = await Promise.all([...new Set(candidates)].map(read))
  const secure = await secureFile(places)
  return found.filter((file) => file !== undefined).map((clouds) => withSecure(clouds, secure))
}

/** One certain file; a secure.yaml beside it counts before those elsewhere. Undefined where there is none. */
export async function cloudsFile(path: string, places: Places = {}): Promise<CloudsFile | undefined> {
  const clouds = await read(resolve(path))
  if (clouds === undefined) return undefined
  const beside = await firstOf(ENDINGS.map((ending) => join(dirname(clouds.path), `secure.${ending}`)))
  return withSecure(clouds, beside ?? (await secureFile(places)))
}

function withSecure(clouds: FoundFile, secure: FoundFile | undefined): CloudsFile {
  return secure === undefined ? { clouds } : { clouds, secure }
}

function secureFile(places: Places): Promise<FoundFile | undefined> {
  const named = (places.environment ?? process.env).OS_CLIENT_SECURE_FILE
  return firstOf([...(named ? [resolve(named)] : []), ...candidatesOf('secure', places)])
}

function candidatesOf(name: string, places: Places): string[] {
  const { folder = process.cwd(), home = homedir(), system = '/etc/openstack' } = places
  return [folder, join(home, '.config', 'openstack'), system].flatMap((where) =>
    ENDINGS.map((ending) => join(where, `${name}.${ending}`)),
  )
}

async function firstOf(paths: readonly string[]): Promise<FoundFile | undefined> {
  for (const path of paths) {
    const found = await read(path)
    if (found !== undefined) return found
  }
  return undefined
}

/** A file somebody else keeps to himself is as good as none. */
async function read(path: string): Promise<FoundFile | undefined> {
  const mayRead = await access(path, 4).then(
    () => true,
    () => false,
  )
  const text = mayRead ? await readText(path) : undefined
  return text === undefined ? undefined : { path, text }
}
