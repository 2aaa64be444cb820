/** The picture of a subnet: a cell for each address, and in words what the colours mean. */
import { LANGUAGE } from '../../ui/language.ts'
import css from './SubnetField.module.css'
import type { CellKind, SubnetPicture } from './subnetPicture.ts'

const LEGEND: Readonly<Record<CellKind, string>> = {
  router: 'Router',
  machine: 'Your machines',
  instances: 'Instances and floating IPs',
  clash: 'Wanted twice',
  kept: 'Kept for the network',
  free: 'Not used by the cloud',
}

export function SubnetField({ cidr, picture }: { readonly cidr: string; readonly picture: SubnetPicture }) {
  const kinds = (Object.keys(LEGEND) as CellKind[]).filter((kind) => picture.cells.some((cell) => cell.kind === kind))
  const each = picture.each === 1 ? 'one address' : `${picture.each.toLocaleString(LANGUAGE)} addresses`
  return (
    <figure className={css.figure}>
      <div className={css.cells} role="img" aria-label={`${cidr}: ${picture.instances} addresses for instances`}>
        {picture.cells.map((cell) => (
          <span key={cell.words} data-kind={cell.kind} title={cell.words} />
        ))}
      </div>
      <figcaption className={css.legend}>
        <span>
          <code>{cidr}</code>, a square is {each}
        </span>
        {kinds.map((kind) => (
          <span key={kind}>
            <i data-kind={kind} aria-hidden />
            {LEGEND[kind]}
            {kind === 'instances' && ` (${picture.instances.toLocaleString(LANGUAGE)})`}
          </span>
        ))}
      </figcaption>
    </figure>
  )
}
