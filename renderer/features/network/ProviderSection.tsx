/** The provider network: whether there is one, its LAN, and which addresses of it instances may take. */
import { Switch } from '@mantine/core'
import { useRef, useState } from 'react'
import { checkAddress, checkAddresses, checkNic, checkRange, checkSubnet, listOf, subnetOf } from './addresses.ts'
import { CloudField } from './CloudField.tsx'
import { LanFindings } from './LanFindings.tsx'
import { type SetValue, useNetwork } from './networkContext.ts'
import { ProviderNics } from './ProviderNics.tsx'
import css from './ProviderSection.module.css'
import { Section } from './Section.tsx'
import { SubnetField } from './SubnetField.tsx'
import { subnetPicture } from './subnetPicture.ts'
import { usualGateway, usualRange } from './suggestions.ts'

const PROVIDER = ['networks', 'provider']

export function ProviderSection() {
  const { design, set } = useNetwork()
  const provider = design.file.networks?.provider
  const before = useRef<SetValue>({})
  return (
    <Section
      title="Provider network"
      explains="Your LAN, on a network card of its own. Instances and floating IPs get addresses of it, so that they can be reached from everywhere you are."
      aside={
        <Switch
          label={provider === undefined ? 'Off' : 'On'}
          aria-label="Provider network"
          checked={provider !== undefined}
          onChange={() => {
            if (provider !== undefined) before.current = provider as SetValue
            void set(
              PROVIDER,
              provider === undefined ? before.current : null,
              provider === undefined ? 'Switch the provider network on' : 'Switch the provider network off',
            )
          }}
        />
      }
    >
      {provider === undefined ? (
        <p className={css.off}>
          The cloud has private networks only: instances reach the world, but no floating IP leads to them. It can be
          switched on later.
        </p>
      ) : (
        <ProviderFields provider={provider} />
      )}
    </Section>
  )
}

interface ProviderFieldsProps {
  readonly provider: {
    readonly subnet?: string | undefined
    readonly gateway?: string | undefined
    readonly instances?: string | undefined
  }
}

function ProviderFields({ provider }: ProviderFieldsProps) {
  const { design } = useNetwork()
  const [drafts, setDrafts] = useState<Readonly<Record<string, string | undefined>>>({})
  const draft = (field: string) => (text: string | undefined) => setDrafts((now) => ({ ...now, [field]: text }))
  const cidr = drafts.subnet ?? provider.subnet ?? ''
  const subnet = subnetOf(cidr)
  const machines = Object.entries(design.file.machines ?? {}).flatMap(([name, entry]) =>
    [...new Set([entry.address, entry.management, entry.tunnel])].flatMap((address) =>
      address === undefined ? [] : [{ name, address }],
    ),
  )
  const picture = subnetPicture(cidr, {
    gateway: drafts.gateway ?? provider.gateway,
    instances: drafts.instances ?? provider.instances,
    machines,
  })
  return (
    <>
      <div className={css.pair}>
        <CloudField
          path={[...PROVIDER, 'subnet']}
          label="LAN subnet"
          check={checkSubnet}
          placeholder="like 10.84.0.0/24"
          onDraft={draft('subnet')}
        />
        <CloudField
          path={[...PROVIDER, 'gateway']}
          label="Gateway"
          check={checkAddress}
          placeholder={subnet === undefined ? 'like 10.84.0.1' : `like ${usualGateway(subnet)}`}
          suggestion={subnet !== undefined && provider.gateway === undefined ? usualGateway(subnet) : undefined}
          suggestedBy="Most routers have the first address."
          onDraft={draft('gateway')}
        />
        <CloudField
          path={[...PROVIDER, 'instances']}
          label="Range for instances"
          check={checkRange}
          placeholder={subnet === undefined ? 'like 10.84.0.100-10.84.0.199' : `like ${usualRange(subnet)}`}
          suggestion={subnet !== undefined && provider.instances === undefined ? usualRange(subnet) : undefined}
          suggestedBy="Away from where routers hand out addresses:"
          onDraft={draft('instances')}
        />
        <CloudField
          path={[...PROVIDER, 'dns']}
          label="Name servers on the LAN"
          check={checkAddresses}
          read={(text) => [...listOf(text)]}
          placeholder={provider.gateway ?? ''}
        />
      </div>
      {picture !== undefined && <SubnetField cidr={cidr} picture={picture} />}
      <CloudField
        path={[...PROVIDER, 'nic']}
        label="Network card, for all machines"
        check={checkNic}
        description="The card on this network, where a machine below does not name its own."
        placeholder="like enp2s0"
      />
      <ProviderNics />
      <LanFindings />
    </>
  )
}
