/** Addresses and address pairs of a port, as its form has them and as they are sent. Pure. */
import { type TwinRow, writtenTwins } from '../../../ui/twinRows.ts'

interface FixedIp {
  readonly address: string
  readonly subnetId?: string
}

/** Those it had keep their subnet. */
export function addressesInput(
  addresses: readonly string[],
  before: readonly { readonly address: string; readonly subnetId: string }[],
): readonly FixedIp[] {
  return addresses.map((address) => before.find((one) => one.address === address) ?? { address: address.trim() })
}

export function pairsInput(rows: readonly TwinRow[]): readonly { readonly address: string; readonly mac?: string }[] {
  return writtenTwins(rows).map(({ first, second }) => ({ address: first, ...(second === '' ? {} : { mac: second }) }))
}
