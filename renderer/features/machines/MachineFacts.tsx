/** Facts of a machine in the drawer: what stands in the way of roles, the system, and how ssh gets there. */
import type { MachineProbe } from '../../../electron/contract/index.ts'
import { Copyable } from '../../ui/Copyable.tsx'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { ROLE_ICONS, RoleChip } from '../../ui/RoleChip.tsx'
import { Status } from '../../ui/Status.tsx'
import { mebibytes } from '../../ui/time.ts'
import { listed } from '../../ui/words.ts'
import css from './Machines.module.css'
import { type MachineRow, type Obstacle, rolesOf } from './rows.ts'
import { uptime, virtualisation } from './words.ts'

/** How many roles there are. */
const ALL = Object.keys(ROLE_ICONS).length

export function Obstacles({ obstacles }: { readonly obstacles: readonly Obstacle[] }) {
  return (
    <section className={css.section}>
      <h3>What stands in the way</h3>
      {obstacles.length === 0 ? (
        <Status kind="works">Nothing: it can take every role</Status>
      ) : (
        <ul className={css.obstacles}>
          {obstacles.map(({ roles, level, why }) => (
            <li key={why} className={css.obstacle}>
              <span className={css.chips}>
                <Status kind={level === 'error' ? 'failed' : 'needs-you'}>
                  {level === 'error' ? 'Not fit for' : 'Less fit for'}
                  {roles.length === ALL ? (level === 'error' ? ' any role' : ' every role') : ''}
                </Status>
                {(roles.length === ALL ? [] : roles).map((role) => (
                  <RoleChip key={role} role={role} />
                ))}
              </span>
              <p>{why}</p>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

export function SystemFacts({ probe }: { readonly probe: MachineProbe }) {
  const { os, hostname, processor, memory } = probe
  return (
    <section className={css.section}>
      <h3>System</h3>
      <KeyValue
        rows={[
          ['OS', os.title],
          ['Kernel', <Copyable key="k" text={`${os.kernel} ${os.architecture}`} />],
          ['Hostname', <Copyable key="h" text={hostname} />],
          ['Processor', processor.model],
          ['Cores', processor.cores],
          ['Virtualisation', virtualisation(probe)],
          ['RAM', `${mebibytes(memory.total)}, ${mebibytes(memory.available)} available`],
          ['Up for', uptime(probe.uptime)],
        ]}
      />
    </section>
  )
}

const KEPT: Readonly<Record<string, string>> = {
  password: 'login password',
  sudoPassword: 'sudo password',
  passphrase: 'passphrase',
}

export function LoginFacts({ row }: { readonly row: MachineRow }) {
  const { entry, credentials } = row
  const roles = rolesOf(row)
  return (
    <section className={css.section}>
      <h3>In the cloud</h3>
      <KeyValue
        rows={[
          [
            'Roles',
            roles.length === 0 ? (
              'None yet'
            ) : (
              <span key="r" className={css.chips}>
                {roles.map((role) => (
                  <RoleChip key={role} role={role} />
                ))}
              </span>
            ),
          ],
          ['Address', <Copyable key="a" text={entry.address ?? ''} what="the address" />],
          ['User', entry.user ?? 'As ssh is configured'],
          ['Port', entry.port ?? 'As ssh is configured, or 22'],
          ...(entry.key === undefined ? [] : [['Key file', <Copyable key="f" text={entry.key} />] as const]),
          ...(entry.jump === undefined ? [] : [['Through', <Copyable key="j" text={entry.jump} />] as const]),
          [
            'Kept, encrypted',
            credentials.length === 0 ? 'Nothing' : listed(credentials.map((kind) => KEPT[kind] ?? kind)),
          ],
        ]}
      />
    </section>
  )
}
