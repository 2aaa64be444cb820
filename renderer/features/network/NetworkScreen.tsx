/** Network & settings: subnets, the LAN for instances, and what may be chosen about single components. */
import { useMemo } from 'react'
import type { Design, MachineStates, Problem, Vocabulary } from '../../../electron/contract/index.ts'
import { useRequest } from '../../api/useRequest.ts'
import { useStream } from '../../api/useStream.ts'
import { useCloud } from '../../app/useCloud.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Screen } from '../../ui/Screen.tsx'
import { CheckButton } from '../design/CheckButton.tsx'
import { SavingStatus, UndoButtons } from '../design/text/TextTools.tsx'
import { TextTrouble } from '../design/text/TextTrouble.tsx'
import { type OpenCloudText, useCloudText } from '../design/useCloudText.ts'
import { AdvancedSection } from './AdvancedSection.tsx'
import { checkAddresses, checkRegion, checkSubnet, listOf } from './addresses.ts'
import { CloudField } from './CloudField.tsx'
import { otherProblems, unnamedCard } from './fieldProblems.ts'
import css from './NetworkScreen.module.css'
import { type NetworkContext, NetworkProvider } from './networkContext.ts'
import { OtherProblems } from './OtherProblems.tsx'
import { ProviderSection } from './ProviderSection.tsx'
import { Section } from './Section.tsx'
import { settingsIn } from './settings.ts'
import { managementSeen } from './suggestions.ts'

export function NetworkScreen() {
  const cloud = useCloud()
  const cloudText = useCloudText(cloud)
  const vocabulary = useRequest('design.vocabulary', {})
  const states = useStream('machines.follow', { cloud })
  const { design, text, error, saving } = cloudText
  const failure = vocabulary.error?.data ?? (text === undefined ? error : undefined)
  return (
    <Screen
      title="Network & settings"
      status={text === undefined ? undefined : <SavingStatus saving={saving} />}
      actions={
        <>
          <UndoButtons cloudText={cloudText} />
          <CheckButton cloud={cloud} design={design} />
        </>
      }
    >
      {failure !== undefined ? (
        <ErrorNote error={failure} />
      ) : design === undefined || vocabulary.data === undefined ? (
        <p role="status">Reading cloud.yaml</p>
      ) : (
        <Fields
          cloud={cloud}
          cloudText={cloudText}
          design={design}
          vocabulary={vocabulary.data}
          states={states.value?.machines ?? NO_STATES}
        />
      )}
    </Screen>
  )
}

const NO_STATES: MachineStates['machines'] = {}

interface FieldsProps {
  readonly cloud: string
  readonly cloudText: OpenCloudText
  readonly design: Design
  readonly vocabulary: Vocabulary
  readonly states: MachineStates['machines']
}

function Fields({ cloud, cloudText, design, vocabulary, states }: FieldsProps) {
  const { session } = cloudText
  const context = useMemo<NetworkContext>(
    () => ({
      cloud,
      design,
      vocabulary,
      states,
      set: (path, value, what) => session.edit([{ kind: 'set', path: [...path], value }], what),
    }),
    [cloud, design, vocabulary, states, session],
  )
  const seen = managementSeen(states)
  return (
    <NetworkProvider value={context}>
      <div className={css.page}>
        <TextTrouble cloudText={cloudText} />
        <OtherProblems cloud={cloud} problems={elsewhere(design, vocabulary)} />
        <Section
          title="Management network"
          explains="The network by which you reach the machines. Services listen on it only, and tunnels between instances run over it."
        >
          <CloudField
            path={['networks', 'management', 'subnet']}
            label="Management subnet"
            check={checkSubnet}
            placeholder="like 10.83.0.0/24"
            suggestion={seen?.cidr}
            {...(seen === undefined
              ? {}
              : {
                  suggestedBy: `${seen.machines === 1 ? 'One machine answers' : `${seen.machines} machines answer`} in it.`,
                })}
          />
        </Section>
        <ProviderSection />
        <Section
          title="Tenant network"
          explains="The first private network inside the cloud, made for first use. Its packets travel through tunnels; routers translate its addresses."
        >
          <CloudField path={['networks', 'tenant', 'subnet']} label="Tenant subnet" check={checkSubnet} />
          <CloudField
            path={['networks', 'tenant', 'dns']}
            label="Name servers of the tenant network"
            check={checkAddresses}
            read={(text) => [...listOf(text)]}
            placeholder={(design.file.networks?.provider?.dns ?? [design.file.networks?.provider?.gateway ?? '']).join(
              ', ',
            )}
          />
        </Section>
        <Section title="Region" explains="The name under which the catalogue lists all APIs. Clients have to name it.">
          <CloudField path={['region']} label="Region" check={checkRegion} />
        </Section>
        <Section title="Passwords" explains="Of the administrator, the database, the broker and every service.">
          <p className={css.words}>
            They are generated and kept encrypted beside cloud.yaml. Nobody has to think of one, and none is ever shown
            on this screen, in a log or on a command line. The administrator’s can be copied on “Proof &amp; access”
            once the cloud is deployed.
          </p>
        </Section>
        <AdvancedSection />
      </div>
    </NetworkProvider>
  )
}

/** Problems no field of this screen shows. */
function elsewhere(design: Design, vocabulary: Vocabulary): readonly Problem[] {
  const fields = [
    ['networks', 'management', 'subnet'],
    ['networks', 'tenant', 'subnet'],
    ['networks', 'tenant', 'dns'],
    ['region'],
    ...['subnet', 'gateway', 'instances', 'dns', 'nic'].map((key) => ['networks', 'provider', key]),
    ...design.machines.map(({ name }) => ['machines', name, 'nics', 'provider']),
    ...settingsIn(vocabulary.schema).map((setting) => setting.path),
  ]
  const cards = design.machines.map(({ name }) => unnamedCard(design.problems, name))
  return otherProblems(design.problems, fields).filter((problem) => !cards.includes(problem))
}
