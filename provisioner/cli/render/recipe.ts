/** Recipes as text: what one would make, what it needs, how far it is. Pure. */
import { type Need, type RecipeEvent, type RecipePreview, type RecipeProgress, shortageWords } from '../../index.ts'
import { table } from './table.ts'
import { count, duration, type Look, printable } from './text.ts'

const NEEDS: Readonly<Record<Need['name'], string>> = {
  instances: 'instances',
  cpus: 'CPUs',
  memory: 'memory, MiB',
  floatingIps: 'floating IPs',
  ports: 'ports',
  securityGroups: 'security groups',
  securityGroupRules: 'security group rules',
  serverGroups: 'server groups',
}

export function previewText({ given, needs, parts, problems }: RecipePreview, look: Look): string {
  const values = Object.entries(given).map(([name, value]) => `  ${name} = ${printable(String(value))}`)
  const wrong = Object.entries(problems).map(([name, problem]) => look.paint('red', `  ${name}: ${problem}`))
  const makes = parts.map(({ action, title }) =>
    action === undefined ? look.paint('dim', `  wait   ${printable(title)}`) : `  make   ${printable(title)}`,
  )
  const rows = needs.map((need) => [
    NEEDS[need.name],
    String(need.amount),
    need.limit === undefined ? 'no limit' : `${Math.max(0, need.limit - need.used)} of ${need.limit} left`,
  ])
  const short = needs.filter(({ isTooMuch }) => isTooMuch).map((need) => look.paint('red', shortageWords(need)))
  return [
    ...['Values:', ...values, ...wrong],
    ...(makes.length === 0 ? [] : ['', 'It would, in this order:', ...makes]),
    ...(rows.length === 0 ? [] : ['', table([['IT NEEDS', 'SO MUCH', 'QUOTA'], ...rows], { ...look, right: [1] })]),
    ...(short.length === 0 ? [] : ['', ...short]),
  ].join('\n')
}

const STATES: Readonly<Record<RecipeProgress['state'], string>> = {
  making: 'interrupted, or being made',
  done: 'made',
  failed: 'failed',
  stopped: 'stopped',
  removing: 'being removed, or that was interrupted',
  gone: 'removed',
  'removal-failed': 'not all removed',
}

export function runsText(runs: readonly RecipeProgress[], look: Look): string {
  const rows = runs.map(({ given, run, startedAt, state, title }) => [
    run,
    printable(title),
    printable(String(given.name ?? '')),
    STATES[state],
    new Date(startedAt).toISOString().slice(0, 16).replace('T', ' '),
  ])
  return table([['RUN', 'RECIPE', 'NAME', 'STATE', 'BEGUN (UTC)'], ...rows], look)
}

/** A line for what has happened; undefined for what needs no words. */
export function eventLine(event: RecipeEvent, state: RecipeProgress | undefined, look: Look): string | undefined {
  const titled = (id: string): string => printable(state?.parts.find((part) => part.id === id)?.title ?? id)
  switch (event.type) {
    case 'part-done': {
      const part = state?.parts.find(({ id }) => id === event.part)
      const took = part?.startedAt === undefined ? '' : look.paint('dim', `  ${duration(event.at - part.startedAt)}`)
      const address = event.result.address === undefined ? '' : `  ${event.result.address}`
      return `  ${look.paint('green', event.found ? 'there' : 'done ')}  ${titled(event.part)}${address}${took}`
    }
    case 'part-failed':
      return `  ${look.paint('red', 'failed')} ${titled(event.part)}`
    case 'output':
      return `  ${look.paint('bold', printable(event.output.title))}  ${printable(event.output.text ?? event.output.file ?? '')}`
    case 'removed':
      return `  ${look.paint('green', 'gone ')}  ${titled(event.part)}`
    default:
      return undefined
  }
}

export function removedText(run: string, removed: number): string {
  return removed === 0 ? `Nothing of ${run} was left.` : `Removed ${count(removed, 'thing')} of ${run}.`
}
