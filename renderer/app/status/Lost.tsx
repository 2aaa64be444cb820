/** Says on every screen of a cloud that a machine's connection went away. A click leads to the machine. */
import { IconPlugConnectedX } from '@tabler/icons-react'
import { useMemo } from 'react'
import { Link } from 'react-router'
import { useStream } from '../../api/useStream.ts'
import { useShell } from '../shellState.ts'
import { lostWords } from './lostWords.ts'
import css from './StatusBar.module.css'

export function Lost() {
  const { cloud, clouds = [], connected } = useShell()
  const hasMachines = clouds.some(({ id, kind }) => id === cloud && kind === 'own')
  const { value } = useStream('machines.follow', cloud === undefined || !hasMachines ? undefined : { cloud })
  const words = useMemo(() => lostWords(value), [value])
  const isShown = words !== undefined && connected
  return (
    <span role="status">
      {isShown ? (
        <Link
          className={css.button}
          data-kind="failed"
          to={`/clouds/${cloud}/machines${words.machine === undefined ? '' : `?machine=${encodeURIComponent(words.machine)}`}`}
        >
          <IconPlugConnectedX size={14} stroke={2} aria-hidden />
          {words.text}
        </Link>
      ) : undefined}
    </span>
  )
}
