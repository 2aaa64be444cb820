/** The name a machine is given until the person types another, and what a pasted login line says. Pure. */

/** "nas.home.lan" is nas, 192.168.1.20 is node-20; a number follows where the name is taken. */
export function nameFromAddress(address: string, taken: readonly string[] = []): string {
  const text = address.trim().toLowerCase()
  const ip = /^\d+\.\d+\.\d+\.(\d+)$/.exec(text)
  const label = ip === null ? clean(text.split('.')[0] ?? '') : `node-${Number(ip[1])}`
  const name = /^\d+$/.test(label) ? `node-${label}` : label
  if (name === '' || !taken.includes(name)) return name
  let number = 2
  while (taken.includes(`${name}-${number}`)) number += 1
  return `${name}-${number}`
}

function clean(label: string): string {
  return label
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 63)
    .replace(/^-+|-+$/g, '')
}

export interface Login {
  readonly address: string
  readonly user?: string
  readonly port?: string
}

/** What was typed or pasted where an address belongs: "ssh root@10.0.0.5 -p 2222", "root@10.0.0.5:2222". */
export function readLogin(typed: string): Login {
  const text = typed.trim().replace(/^ssh\s+|^ssh:\/\//, '')
  const flag = /\s-p\s*(\d+)\b|^-p\s*(\d+)\s/.exec(text)
  const rest = flag === null ? text : text.replace(flag[0], ' ').trim()
  const [, user, address = rest, port] = /^(?:([^@\s]+)@)?([^@:\s]+)(?::(\d+))?$/.exec(rest) ?? []
  const found = flag?.[1] ?? flag?.[2] ?? port
  return { address, ...(user === undefined ? {} : { user }), ...(found === undefined ? {} : { port: found }) }
}
