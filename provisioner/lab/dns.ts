/** Name servers that lab machines can use: this computer's, unless they listen on this computer alone. */
import { readFile } from 'node:fs/promises'
import { StacksteadError } from '../core/errors.ts'

/** systemd-resolved keeps the servers behind its own 127.0.0.53 in the second file. */
const FILES = ['/etc/resolv.conf', '/run/systemd/resolve/resolv.conf']

/** @throws StacksteadError `lab` where every name server is this computer itself. */
export async function nameServers(files: readonly string[] = FILES): Promise<string[]> {
  for (const file of files) {
    const found = parseServers(await readFile(file, 'utf8').catch(() => ''))
    if (found.length > 0) return found
  }
  throw new StacksteadError({
    code: 'lab',
    message: 'Lab machines would have no name server: this computer asks only itself (127.0.0.1).',
    remedy: 'Name one the machines can reach with `--dns ADDRESS`.',
  })
}

/** IPv4 servers of a resolv.conf that another machine can reach. */
export function parseServers(text: string): string[] {
  const servers = text.split('\n').flatMap((line) => /^nameserver\s+(\d+\.\d+\.\d+\.\d+)\s*$/.exec(line)?.[1] ?? [])
  return servers.filter((server) => !server.startsWith('127.'))
}
