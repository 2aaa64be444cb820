/** The cloud whose screens are shown: the id in the address. */
import { useParams } from 'react-router'

export function useCloud(): string {
  const { cloud } = useParams()
  if (cloud === undefined) throw new Error('this screen is shown for a cloud only')
  return cloud
}
