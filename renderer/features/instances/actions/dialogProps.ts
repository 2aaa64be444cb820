/** What every dialog about one instance is given. */
import type { Server } from '../../../../electron/contract/live.ts'

export interface InstanceDialogProps {
  readonly cloud: string
  readonly server: Server
  /** The words in its row while the request is under way. */
  readonly doing: string
  readonly onClose: () => void
}

/** What every dialog about several of them is given. */
export interface InstancesDialogProps {
  readonly cloud: string
  readonly servers: readonly Server[]
  readonly onClose: () => void
}

/** More than these are not explained one by one. */
export const EXPLAINED = 20

/** Id for the cloud, name for the words about it. */
export function targetOf({ id, name }: Pick<Server, 'id' | 'name'>): { readonly id: string; readonly name: string } {
  return { id, name }
}
