/** The items of a compute's menu: what is possible, and what is not now with the reason. */
import { Menu } from '@mantine/core'
import css from './Computes.module.css'
import { COMPUTE_DEEDS, computeVerdict, verbOf } from './deeds.ts'
import type { ComputeRow } from './rows.ts'
import type { ComputeDeeds } from './useComputeDeeds.ts'

export function DeedItems({ deeds, row }: { readonly deeds: ComputeDeeds; readonly row: ComputeRow }) {
  return COMPUTE_DEEDS.map((deed) => {
    const verdict = computeVerdict(deed.id, row)
    if (verdict === undefined) return undefined
    const { why } = verdict
    return (
      <Menu.Item
        key={deed.id}
        className={why !== undefined ? css.impossible : deed.danger === true ? css.danger : ''}
        {...(why === undefined ? {} : { 'aria-disabled': true, 'data-disabled': true })}
        closeMenuOnClick={why === undefined}
        onClick={() => {
          if (why === undefined) deeds.begin(deed.id, row)
        }}
      >
        {verbOf(deed, row)}
        {why === undefined ? undefined : <span className={css.why}>{why}</span>}
      </Menu.Item>
    )
  })
}
