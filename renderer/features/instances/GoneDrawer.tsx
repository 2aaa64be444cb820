/** An address that leads to an instance which is not there: deleted meanwhile, or of another project. */
import { Copyable } from '../../ui/Copyable.tsx'
import { SideDrawer } from '../../ui/SideDrawer.tsx'

export function GoneDrawer({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  return (
    <SideDrawer title="Not in this list" onClose={onClose}>
      <p>The instance was deleted, or it belongs to a project that is not shown.</p>
      <Copyable text={id} what="id" />
    </SideDrawer>
  )
}
