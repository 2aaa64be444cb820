/** Where an instance is looked into: its screen, what it printed, a shell in it. Pure. */

export function consolePath(cloud: string, id: string): string {
  return `/clouds/${cloud}/instances/${encodeURIComponent(id)}/console`
}

/** Asks there as whom, and with which key. */
export function terminalPath(cloud: string, id: string): string {
  return `/clouds/${cloud}/terminals?instance=${encodeURIComponent(id)}`
}
