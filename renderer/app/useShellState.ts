/** Follows what the shell shows. */
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useParams } from 'react-router'
import type { Job, Question } from '../../electron/contract/index.ts'
import { useConnection } from '../api/useConnection.ts'
import { usePreferences } from '../api/usePreferences.ts'
import { useStream } from '../api/useStream.ts'
import type { ShellState } from './shellState.ts'

const NO_JOBS: readonly Job[] = []
const NO_QUESTIONS: readonly Question[] = []
const ALL = {}

export function useShellState(): ShellState {
  const clouds = useStream('clouds.follow', ALL).value
  const jobs = useStream('jobs.follow', ALL).value ?? NO_JOBS
  const questions = useStream('questions.follow', ALL).value ?? NO_QUESTIONS
  const connected = useConnection()
  const { preferences } = usePreferences()
  const { cloud } = useParams()

  const queries = useQueryClient()
  const before = useRef(connected)
  useEffect(() => {
    // What failed while the app was away is asked again.
    if (connected && !before.current) void queries.invalidateQueries()
    before.current = connected
  }, [connected, queries])

  const last = clouds?.find(({ id }) => id === preferences.cloud) ?? clouds?.[0]
  return { clouds, jobs, questions, connected, cloud: cloud ?? last?.id }
}
