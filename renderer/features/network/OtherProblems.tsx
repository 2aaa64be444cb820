/** Problems of cloud.yaml that are not about anything on this screen: said, with the way to where they are mended. */
import { Anchor } from '@mantine/core'
import { Link } from 'react-router'
import type { Problem } from '../../../electron/contract/index.ts'
import { Status } from '../../ui/Status.tsx'
import { count } from '../../ui/words.ts'
import css from './OtherProblems.module.css'

export function OtherProblems({ cloud, problems }: { readonly cloud: string; readonly problems: readonly Problem[] }) {
  if (problems.length === 0) return undefined
  return (
    <details className={css.problems}>
      <summary>
        <Status kind="needs-you">{count(problems.length, 'problem')} of cloud.yaml elsewhere</Status>
      </summary>
      <ul>
        {problems.map((problem) => (
          <li key={`${problem.where}${problem.message}`}>
            {problem.where !== '' && <code>{problem.where}</code>} {problem.message}
          </li>
        ))}
      </ul>
      <Anchor component={Link} to={`/clouds/${cloud}/design`} size="sm">
        Mend them in Design
      </Anchor>
    </details>
  )
}
