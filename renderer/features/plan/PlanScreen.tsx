/** Plan: everything deploying would change, before it does; and, asked for, what destroying would take away. */
import { useSearchParams } from 'react-router'
import { ApplyPlan } from './ApplyPlan.tsx'
import { DestroyPlan } from './DestroyPlan.tsx'

export function PlanScreen() {
  const [params] = useSearchParams()
  return params.get('of') === 'destroy' ? <DestroyPlan /> : <ApplyPlan />
}
