/** What an action is without Stackstead: requests, commands, Terraform. Pure. */
import type { Explained } from '../../index.ts'
import { indented, type Look, printable } from './text.ts'

export function explanation({ commands, requests, terraform }: Explained, { paint }: Look): string {
  const shown = requests.map(({ body, line, microversion, service }) => {
    const version = microversion === undefined ? '' : `   OpenStack-API-Version: ${microversion}`
    return [`${service}  ${line}${version}`, ...(body === undefined ? [] : [body])].join('\n')
  })
  const parts = [
    ['REST', shown.join('\n\n')],
    ['openstack', commands.join('\n')],
    ['Terraform', terraform?.trimEnd() ?? 'It has nothing like it.'],
  ] as const
  return parts.map(([title, text]) => `${paint('bold', title)}\n${indented(printable(text), '  ')}`).join('\n\n')
}
