/** Firewalls of this computer that would keep lab machines from the world: found before anybody wonders why. */
import { StacksteadError } from '../core/errors.ts'
import { host } from './host.ts'

/** Our own interfaces all begin so; a rule that names them shows that somebody has let them through. */
const ALLOWED = /[io]ifname "sl-/

/** @throws StacksteadError `lab` where a chain drops what this computer would forward for lab machines. */
export async function requireForwarding(): Promise<void> {
  const chain = droppingChain(await host(['nft', 'list', 'ruleset'], { to: 'read the firewall rules' }))
  if (chain === undefined) return
  throw new StacksteadError({
    code: 'lab',
    message: `A firewall on this computer (Docker and ufw set one up) drops what lab machines send to the world: its chain ${chain} has the policy "drop".`,
    remedy:
      'Let the labs through, until the next restart, with: sudo iptables -I FORWARD -i sl-+ -j ACCEPT && sudo iptables -I FORWARD -o sl-+ -j ACCEPT',
  })
}

/** The first chain of `nft list ruleset` that drops forwarded packets by default, unless a rule of others lets labs through. */
export function droppingChain(ruleset: string): string | undefined {
  const tables = ruleset.split(/^(?=table )/m).filter((table) => /^table (ip|inet) (?!stackstead_)/.test(table))
  if (tables.some((table) => ALLOWED.test(table))) return undefined
  for (const table of tables) {
    const [, family, name] = /^table (\S+) (\S+)/.exec(table) ?? []
    for (const chain of table.split(/^(?=\tchain )/m))
      if (/hook forward\b[^;]*; policy drop;/.test(chain)) return `${family} ${name} ${/chain (\S+)/.exec(chain)?.[1]}`
  }
  return undefined
}
