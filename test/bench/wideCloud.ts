/** A cloud.yaml of many machines as a person would have it: one controller, all others computes. Pure. */

export interface CloudMachine {
  readonly name: string
  readonly address: string
  readonly port?: number
}

/** @param ssh login all of them share */
export function wideCloud(
  name: string,
  machines: readonly CloudMachine[],
  ssh: { readonly user: string; readonly key?: string },
): string {
  const lines = machines.map(({ name: machine, address, port }, index) => {
    const roles = index === 0 ? '[controller, network]' : '[compute]'
    const at = port === undefined ? '' : ` port: ${port},`
    return `  ${machine}: { address: ${address},${at} management: 10.83.0.${index + 1}, roles: ${roles} }`
  })
  const key = ssh.key === undefined ? '' : `, key: ${ssh.key}`
  return [
    `name: ${name}`,
    `ssh: { user: ${ssh.user}${key} }`,
    'machines:',
    ...lines,
    'networks:',
    '  management: { subnet: 10.83.0.0/24 }',
    '',
  ].join('\n')
}
