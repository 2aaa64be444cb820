/** Firewalls that are in a lab's way, as `nft list ruleset` prints them. */
import { describe, expect, test } from 'vitest'
import { droppingChain } from '../../../provisioner/lab/firewall.ts'

const docker = `table ip filter {
	chain DOCKER-USER {
		counter packets 0 bytes 0 return
	}

	chain FORWARD {
		type filter hook forward priority filter; policy drop;
		counter packets 0 bytes 0 jump DOCKER-USER
	}
}
`
const ours = `table ip stackstead_practice {
	chain forward {
		type filter hook forward priority filter; policy accept;
		iifname "sl-practice-p" oifname "sl-practice-m" drop
	}
}
`

describe('droppingChain', () => {
  test('names the chain, whatever our own table holds', () => {
    expect(droppingChain(docker)).toBe('ip filter FORWARD')
    expect(droppingChain(ours + docker)).toBe('ip filter FORWARD')
  })

  test('is content where the person has let labs through', () => {
    const allowed = docker.replace(
      '\t\tcounter packets 0 bytes 0 jump',
      '\t\tiifname "sl-*" counter accept\n\t\tcounter packets 0 bytes 0 jump',
    )
    expect(droppingChain(allowed)).toBeUndefined()
  })

  test.each([
    ['no rules at all', ''],
    ['only ours', ours],
    ['a chain that accepts', docker.replace('policy drop', 'policy accept')],
    ['a chain for incoming packets', docker.replace('hook forward', 'hook input')],
    ['another family', docker.replace('table ip ', 'table ip6 ')],
  ])('finds nothing in %s', (_what, rules) => {
    expect(droppingChain(rules)).toBeUndefined()
  })
})
