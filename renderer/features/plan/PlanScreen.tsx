/** Plan: everything deploying would change, before it does; and, asked for, what destroying would take away. */
import { useSearchParams } from 'react-router'
import { useCloud } from '../../app/useCloud.ts'
import { DesignFirst } from '../design/DesignFirst.tsx'
import { ApplyPlan } from './ApplyPlan.tsx'
import { DestroyPlan } from './DestroyPlan.tsx'

const PURPOSE =
  'Everything deploying would change is read here before it does: machine by machine, each file with its differences.'

export function PlanScreen() {
  const cloud = useCloud()
  const [params] = useSearchParams()
  if (params.get('of') === 'destroy') return <DestroyPlan />
  return (
    <DesignFirst cloud={cloud} title="Plan" purpose={PURPOSE}>
      <ApplyPlan />
    </DesignFirst>
  )
}
