/** "Can I reach it?": each link from this computer to an instance, the broken one named, and the one thing that mends it. */
import { Button, Select, TextInput } from '@mantine/core'
import { IconTool } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import type { PathAnswer } from '../../../../electron/contract/paths.ts'
import { useAction } from '../../../api/useRequest.ts'
import { withoutMarks } from '../../../ui/bidi.ts'
import { Copyable } from '../../../ui/Copyable.tsx'
import { ErrorNote } from '../../../ui/ErrorNote.tsx'
import { Status } from '../../../ui/Status.tsx'
import { MendDialog } from './MendDialog.tsx'
import css from './Reach.module.css'
import { LINK_STATES, portOf, SERVICES, verdict } from './reachWords.ts'

interface ReachProps {
  readonly cloud: string
  readonly server: { readonly id: string; readonly name: string }
}

type Protocol = 'tcp' | 'udp' | 'icmp'

export function Reach({ cloud, server }: ReachProps) {
  const [protocol, setProtocol] = useState<Protocol>('tcp')
  const [port, setPort] = useState('22')
  const [tried, setTried] = useState(false)
  const check = useAction('paths.check', { quiet: true })
  const needsPort = protocol !== 'icmp'
  const number = needsPort ? portOf(port) : undefined
  const wrong = needsPort && number === undefined
  const look = (): void => {
    setTried(true)
    if (wrong) return
    check.mutate({ cloud, server: server.id, protocol, ...(number === undefined ? {} : { port: number }) })
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    look()
  }
  return (
    <div className={css.reach}>
      <form className={css.form} noValidate onSubmit={submit}>
        <Select
          className={css.protocol}
          label="Protocol"
          allowDeselect={false}
          data={[
            { value: 'tcp', label: 'TCP' },
            { value: 'udp', label: 'UDP' },
            { value: 'icmp', label: 'Ping' },
          ]}
          value={protocol}
          onChange={(value) => setProtocol((value ?? 'tcp') as Protocol)}
        />
        {needsPort ? (
          <TextInput
            className={css.port}
            label="Port"
            inputMode="numeric"
            autoComplete="off"
            value={port}
            error={tried && wrong ? '1 to 65535.' : undefined}
            onChange={(event) => setPort(event.currentTarget.value)}
          />
        ) : undefined}
        <Button type="submit" loading={check.isPending}>
          Check the way
        </Button>
        {protocol === 'tcp' ? (
          <div className={css.services}>
            {SERVICES.map(({ name, port: one }) => (
              <Button
                key={one}
                size="compact-xs"
                variant="default"
                aria-pressed={port === String(one)}
                onClick={() => setPort(String(one))}
              >
                {name}
              </Button>
            ))}
          </div>
        ) : undefined}
      </form>
      {check.error === null ? undefined : <ErrorNote error={check.error.data} />}
      <div role="status" className={css.said}>
        {check.isPending ? <Status kind="progress">Reading what the cloud says, and knocking…</Status> : undefined}
        {check.isPending || check.data === undefined ? undefined : <Verdict answer={check.data} />}
      </div>
      {check.data === undefined ? (
        <p className={css.quiet}>
          It looks at floating IP, router, network, security rules, port, host and the instance itself, and knocks from
          this computer and from the cloud’s gateway machine.
        </p>
      ) : (
        <Links cloud={cloud} answer={check.data} onMended={look} />
      )}
    </div>
  )
}

function Verdict({ answer }: { readonly answer: PathAnswer }) {
  const { kind, words } = verdict(answer)
  return (
    <div className={css.verdict}>
      <Status kind={kind}>{withoutMarks(words)}</Status>
      {answer.target === undefined ? undefined : <Copyable text={answer.target} what="address" />}
    </div>
  )
}

interface LinksProps {
  readonly cloud: string
  readonly answer: PathAnswer
  readonly onMended: () => void
}

/** In the order in which a packet goes. */
function Links({ cloud, answer, onMended }: LinksProps) {
  const [mending, setMending] = useState(false)
  const broken = answer.links.find(({ id }) => id === answer.broken)
  return (
    <>
      <ol className={css.links}>
        {answer.links.map((link) => {
          const { id, remedy, state, title, why } = link
          const { kind, words } = LINK_STATES[state]
          const isFirst = id === answer.broken
          return (
            <li key={id} className={css.link} data-state={state} data-first={isFirst || undefined}>
              <div className={css.head}>
                <h4>{title}</h4>
                <Status kind={kind}>{words}</Status>
              </div>
              <p>{withoutMarks(why)}</p>
              {state === 'broken' && remedy !== undefined ? (
                <p className={css.remedy}>{withoutMarks(remedy)}</p>
              ) : undefined}
              {isFirst && link.mending !== undefined ? (
                <div>
                  <Button
                    size="compact-sm"
                    leftSection={<IconTool size={14} aria-hidden />}
                    onClick={() => setMending(true)}
                  >
                    Mend it
                  </Button>
                </div>
              ) : undefined}
            </li>
          )
        })}
      </ol>
      {mending && broken?.mending !== undefined ? (
        <MendDialog cloud={cloud} link={broken} onMended={onMended} onClose={() => setMending(false)} />
      ) : undefined}
    </>
  )
}
