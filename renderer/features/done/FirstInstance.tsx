/** Launch your first instance: the screen for it, with all that deploying has brought chosen already. */
import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { Link } from 'react-router'
import css from './FirstInstance.module.css'

export function FirstInstance({ cloud }: { readonly cloud: string }) {
  return (
    <section className={css.first} aria-labelledby="first-instance">
      <h2 id="first-instance">Launch your first instance</h2>
      <p>
        A virtual machine from the image that is there, as small as it goes, with your key in it: on your LAN where the
        cloud has it, so that any computer there can reach it. Change what you like; the command that does the same
        stands beside it.
      </p>
      <div>
        <Button
          component={Link}
          to={`/clouds/${cloud}/instances/new?first=yes`}
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden />}
        >
          Launch your first instance
        </Button>
      </div>
    </section>
  )
}
