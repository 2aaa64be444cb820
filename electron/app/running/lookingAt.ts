/** Questions asked again and again while somebody looks: each tried once, and worded for the person where it fails. */
import type { CloudClient, CloudClients } from './cloudClients.ts'

export type LookingAt = <T>(cloud: string, question: (os: CloudClient['looking']) => Promise<T>) => Promise<T>

export function lookingAt(clients: Pick<CloudClients, 'of' | 'worded'>): LookingAt {
  return async (cloud, question) => {
    try {
      return await question((await clients.of(cloud)).looking)
    } catch (error) {
      throw clients.worded(cloud, error)
    }
  }
}
