/** A preview as text: one heading a machine, its changes, and what cannot be known before others are done. Pure. */
import { type MachineView, type PreviewView, type StepView, stepCounts, stepsIn } from '../../index.ts'
import { changesText, kindTexts } from './changes.ts'
import { errorText } from './error.ts'
import { findingText } from './findings.ts'
import { count, indented, type Look, listed, printable, wrap } from './text.ts'

/** What "stackstead plan" prints. */
export function previewText(view: PreviewView, look: Look): string {
  const machines = view.machines.map((machine) => machineText(machine, look)).filter((text) => text !== '')
  return [...machines, ...findings(view, look), summaryText(view, look)].join('\n\n')
}

/** Step by step with the reason of each: what "stackstead plan --explain" prints. */
export function explainedText(view: PreviewView, look: Look): string {
  const machines = view.machines.map((machine) => {
    const steps = machine.steps.filter((step) => step.state !== 'ok')
    if (machine.unreadable !== undefined || steps.length === 0) return machineText(machine, look)
    return [heading(machine, look), ...steps.map((step) => stepText(step, look))].join('\n\n')
  })
  return [...machines.filter((text) => text !== ''), ...findings(view, look), summaryText(view, look)].join('\n\n')
}

/** One line a machine and the sum: what "stackstead apply" shows before it asks. */
export function shortPreviewText(view: PreviewView, look: Look): string {
  const machines = view.machines.map((machine) => {
    const rest = laterCount(machine)
    const what =
      machine.unreadable?.message ??
      [listed(kindTexts(changesOf(machine))), rest].filter((text) => text !== '').join('; ')
    return `${look.paint('bold', machine.name)}: ${what === '' ? 'nothing to do' : what}`
  })
  const lines = machines.map((line) => wrap(line, look.columns)).join('\n')
  return [lines, ...findings(view, look), summaryText(view, look)].join('\n\n')
}

function findings(view: PreviewView, look: Look): string[] {
  return (view.findings ?? []).map((finding) => findingText(finding, look))
}

/** The last sentence: how much there is to do. */
export function summaryText(view: PreviewView, { paint, columns }: Look): string {
  const { ok, change, unknown } = stepCounts(view)
  const lost = view.machines.filter((machine) => machine.unreadable !== undefined)
  if (view.converged)
    return paint('green', `Nothing to do: all ${count(ok, 'step')} of ${view.cloud} are as they should be.`)
  const parts = [
    ...(change === 0 ? [] : [`${count(change, 'step')} would change something`]),
    ...(unknown === 0 ? [] : [`${unknown} cannot be checked yet`]),
    ...(ok === 0 ? [] : [`${ok} ${ok === 1 ? 'is' : 'are'} as ${ok === 1 ? 'it' : 'they'} should be`]),
    ...(lost.length === 0 ? [] : [`${listed(lost.map((machine) => machine.name))} could not be read`]),
  ]
  return wrap(`${view.cloud}: ${listed(parts)}.`, columns)
}

function machineText(machine: MachineView, look: Look): string {
  if (machine.unreadable !== undefined)
    return `${heading(machine, look)}\n${indented(errorText(machine.unreadable, { ...look, columns: look.columns - 2 }), '  ')}`
  const changes = changesOf(machine)
  const later = stepsIn(machine, 'unknown')
  if (changes.length === 0 && later.length === 0) return ''
  const parts = [heading(machine, look)]
  if (changes.length > 0) parts.push(changesText(changes, look))
  if (later.length > 0) parts.push(laterText(later, look))
  return parts.join('\n')
}

function heading(machine: MachineView, { paint }: Look): string {
  if (machine.unreadable !== undefined) return paint(['bold', 'underline'], machine.name)
  const change = stepsIn(machine, 'change').length
  const unknown = stepsIn(machine, 'unknown').length
  const counts = [
    ...(change > 0 ? [`${count(change, 'step')} to apply`] : []),
    ...(unknown > 0 ? [`${unknown} not known yet`] : []),
  ]
  return `${paint(['bold', 'underline'], machine.name)}  ${paint('dim', counts.join(', ') || 'nothing to do')}`
}

/** Grouped by reason, because one stopped service keeps many steps from being checked. */
function laterText(steps: readonly StepView[], look: Look): string {
  const { paint } = look
  const title = `  ${paint('bold', count(steps.length, 'step'))} that cannot be checked yet; applying would then do:`
  const groups = [...Map.groupBy(steps, (step) => step.reason ?? '')].map(([reason, group]) => {
    const head = paint('dim', wrap(`because ${printable(reason)}:`, look.columns, '    '))
    const lines = group.map((step) => {
      const expected = listed(kindTexts(step.changes))
      return `      ? ${printable(step.title)}${expected === '' ? '' : paint('dim', `  ${subjects(step)}`)}`
    })
    return [head, ...lines].join('\n')
  })
  return [title, ...groups].join('\n')
}

function subjects(step: StepView): string {
  const names = step.changes.map((change) => printable(change.subject))
  return names.length <= 4 ? names.join(', ') : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`
}

function stepText(step: StepView, look: Look): string {
  const { paint, columns } = look
  const parts = [
    `  ${paint('bold', step.title)}  ${paint('dim', step.id)}`,
    paint('italic', wrap(step.explains, columns, '    ')),
  ]
  if (step.reason !== undefined)
    parts.push(paint('dim', wrap(`Not known yet: ${printable(step.reason)}. Applying would then do:`, columns, '    ')))
  if (step.changes.length > 0) parts.push(changesText(step.changes, look, '    '))
  return parts.join('\n')
}

function changesOf(machine: MachineView) {
  return stepsIn(machine, 'change').flatMap((step) => step.changes)
}

function laterCount(machine: MachineView): string {
  const steps = stepsIn(machine, 'unknown').length
  return steps === 0 ? '' : `${count(steps, 'more step')} not known yet`
}
