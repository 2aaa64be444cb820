/** `stackstead verify`: proves from outside that the cloud works, and shows each proof as it is made. */
import { Command } from 'commander'
import { type Fleet, isProved, type Project, type Proof, type VerifyEvent, verifyCloud } from '../../index.ts'
import { fleetOf, projectOf } from '../connect.ts'
import { withShared } from '../options.ts'
import { proofLine, proofsText } from '../render/proofs.ts'
import { duration } from '../render/text.ts'
import { type Session, working } from '../session.ts'
import { stopOnSignals } from '../stop.ts'

export function verifyCommand(): Command {
  const command = new Command('verify')
    .summary('prove that the cloud works')
    .description(
      'Uses the cloud as a person would: token, every API, image, instances on tenant and provider network, floating IP, security group, console. Everything made for it is removed afterwards.',
    )
    .addHelpText('after', '\nExit status: 0 the cloud works, 1 a proof failed.')
  return working(withShared(command, 'machines'), async (session) => {
    const project = await projectOf(session)
    await using fleet = await fleetOf(session, project)
    return isProved(await verifyShown(session, project, fleet)) ? 0 : 1
  })
}

/** Runs `verifyCloud` with everything a person sees of it. */
export async function verifyShown(session: Session, project: Project, fleet: Fleet): Promise<readonly Proof[]> {
  const { options, terminal } = session
  const { cloud, secrets } = project
  using stopping = stopOnSignals(() =>
    terminal.note('Stopping; what was made for the proofs is removed. Ctrl-C again leaves at once.'),
  )
  let running: { readonly title: string; readonly at: number } | undefined
  const draw = (): void => {
    if (running !== undefined)
      terminal.draw([terminal.paint('dim', `        ${running.title} …  ${duration(Date.now() - running.at)}`)])
  }
  const timer = setInterval(draw, 500)
  const emit = (event: VerifyEvent): void => {
    if (options.json) {
      terminal.json(event)
      return
    }
    running = event.type === 'proof-started' ? event : undefined
    if (event.type === 'proof-started') draw()
    else if (!options.quiet) terminal.out(proofLine(event.proof, terminal))
  }
  try {
    terminal.note(`Proving the cloud ${cloud.name}; it takes a few minutes …`)
    const proofs = await verifyCloud({ cloud, secrets, fleet, emit, signal: stopping.signal })
    if (options.json) terminal.json({ type: 'result', proved: isProved(proofs), proofs })
    else terminal.out(`\n${proofsText(proofs, terminal)}`)
    return proofs
  } finally {
    clearInterval(timer)
    terminal.draw([])
  }
}
