/** Disks and network cards of a machine, each with what one wants to know before giving it away. */
import type { MachineProbe } from '../../../electron/contract/index.ts'
import { Copyable } from '../../ui/Copyable.tsx'
import { Status } from '../../ui/Status.tsx'
import css from './Machines.module.css'
import { diskSize, speed } from './words.ts'

export function Hardware({ probe }: { readonly probe: MachineProbe }) {
  return (
    <>
      <section className={css.section}>
        <h3>
          Disks <span>{probe.disks.length}</span>
        </h3>
        {probe.disks.length === 0 ? (
          <p className={css.quiet}>None seen.</p>
        ) : (
          <ul className={css.things}>
            {probe.disks.map((disk) => (
              <li key={disk.path} className={css.thing}>
                <span className={css.left}>
                  <Copyable text={disk.path} />
                  <span className={css.second}>
                    {[disk.type === 'virtual' ? 'virtual' : disk.type.toUpperCase(), disk.model]
                      .filter(Boolean)
                      .join(', ')}
                  </span>
                </span>
                <span className={css.right}>
                  <span className="mono">{diskSize(disk.bytes)}</span>
                  <Status kind={disk.empty ? 'works' : 'off'}>
                    {disk.empty ? 'Empty' : disk.mounts.length > 0 ? `Mounted on ${disk.mounts.join(', ')}` : 'In use'}
                  </Status>
                </span>
              </li>
            ))}
          </ul>
        )}
      </section>
      <section className={css.section}>
        <h3>
          Network cards <span>{probe.nics.length}</span>
        </h3>
        {probe.nics.length === 0 ? (
          <p className={css.quiet}>None seen.</p>
        ) : (
          <ul className={css.things}>
            {probe.nics.map((nic) => (
              <li key={nic.name} className={css.thing}>
                <span className={css.left}>
                  <Copyable text={nic.name}>
                    {nic.name}
                    {nic.wireless ? ' (wireless)' : ''}
                  </Copyable>
                  <Copyable text={nic.mac} />
                  {nic.addresses.map((address) => (
                    <Copyable key={address} text={address} />
                  ))}
                </span>
                <span className={css.right}>
                  <Status kind={nic.link ? 'works' : 'off'}>
                    {nic.link ? ['Link', speed(nic.speed)].filter(Boolean).join(', ') : 'No link'}
                  </Status>
                  <span className={css.second}>MTU {nic.mtu}</span>
                  {nic.carriesSsh ? <span className={css.second}>carries ssh</span> : undefined}
                </span>
              </li>
            ))}
          </ul>
        )}
      </section>
    </>
  )
}
