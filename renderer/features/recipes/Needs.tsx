/** What a recipe needs of the project's quotas, beside what they leave. */
import type { Need } from '../../../electron/contract/index.ts'
import { Status } from '../../ui/Status.tsx'
import css from './Recipes.module.css'
import { NEED_TITLES, needWords } from './recipeWords.ts'

export function Needs({ needs }: { readonly needs: readonly Need[] }) {
  return (
    <table className={css.needs}>
      <thead>
        <tr>
          <th scope="col">It needs</th>
          <th scope="col" className={css.figure}>
            Amount
          </th>
          <th scope="col">The project's quota has</th>
        </tr>
      </thead>
      <tbody>
        {needs.map((need) => {
          const words = needWords(need)
          return (
            <tr key={need.name}>
              <th scope="row">{NEED_TITLES[need.name]}</th>
              <td className={css.figure}>{words.amount}</td>
              <td>
                {words.left}
                {words.short === undefined ? undefined : (
                  <>
                    {' '}
                    <Status kind="failed">{words.short}</Status>
                  </>
                )}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
