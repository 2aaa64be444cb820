/** Network cards as one may choose them for the provider network, with the reason where one may not. Pure. */
import type { MachineProbe } from '../../../electron/contract/index.ts'

export interface NicChoice {
  readonly value: string
  readonly label: string
  readonly disabled: boolean
}

export function nicChoices(nics: MachineProbe['nics'], wanted: string | undefined): readonly NicChoice[] {
  const seen = nics.map((nic): NicChoice => {
    const barred = nic.carriesSsh
      ? 'ssh comes by it, the connection would be lost'
      : nic.wireless
        ? 'Wi-Fi does not carry frames of instances'
        : undefined
    const addresses = nic.addresses.filter((one) => !one.startsWith('fe80'))
    const speed =
      nic.speed === undefined ? '' : nic.speed >= 1000 ? ` ${nic.speed / 1000} Gbit/s` : ` ${nic.speed} Mbit/s`
    const facts = `${nic.link ? `link${speed}` : 'no link'}, ${addresses.length === 0 ? 'no address' : addresses.join(' ')}`
    return { value: nic.name, label: `${nic.name}: ${barred ?? facts}`, disabled: barred !== undefined }
  })
  const missing = wanted !== undefined && nics.every((nic) => nic.name !== wanted)
  return missing ? [...seen, { value: wanted, label: `${wanted}: not seen on this machine`, disabled: false }] : seen
}
