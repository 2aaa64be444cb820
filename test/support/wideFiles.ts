/** Files of a machine that hold a secret although others than owner and group may read them, or logs that hold one. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { LabRoom } from './labRoom.ts'

/** Reads secrets from stdin (one a line: name, tab, value) and prints "path<TAB>name of the secret". */
const SEARCH = `
import os, stat, sys
secrets = [line.rstrip("\\n").split("\\t") for line in sys.stdin]
skip = {"/proc", "/sys", "/dev", "/run/systemd"}
for folder, names, files in os.walk("/"):
    names[:] = [n for n in names if os.path.join(folder, n) not in skip]
    for name in files:
        path = os.path.join(folder, name)
        try:
            mode = os.lstat(path)
            log = path.startswith("/var/log/")
            if not stat.S_ISREG(mode.st_mode) or mode.st_size > 50_000_000: continue
            if not (mode.st_mode & 0o007 or log): continue
            if path.startswith("/usr/") and mode.st_mtime < START: continue
            data = open(path, "rb").read()
        except OSError: continue
        for label, value in secrets:
            if value.encode() in data: print(path + "\\t" + label)
`

export async function wideFilesWith(
  room: LabRoom,
  machine: string,
  secrets: Readonly<Record<string, string>>,
): Promise<string[]> {
  const address = room.lab.machines.find((one) => one.name === machine)?.management
  const words = ['-i', room.lab.sshKey, '-o', `UserKnownHostsFile=${room.lab.knownHosts}`, '-o', 'LogLevel=ERROR']
  const script = SEARCH.replace('START', String(Date.parse(room.lab.createdAt) / 1000))
  const remote = `sudo python3 -c '${script.replaceAll("'", `'\\''`)}'`
  const child = spawn('ssh', [...words, `${room.lab.user}@${address}`, remote], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(
    Object.entries(secrets)
      .map(([name, value]) => `${name}\t${value}\n`)
      .join(''),
  )
  const closed = once(child, 'close')
  let found = ''
  for await (const chunk of child.stdout) found += String(chunk)
  const [status] = await closed
  if (status !== 0) throw new Error(`the search on ${machine} ended with ${status}`)
  return found.split('\n').filter(Boolean)
}
