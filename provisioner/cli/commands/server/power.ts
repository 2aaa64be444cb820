/** `stackstead server start`, `stop` and `reboot`. */
import { Command } from 'commander'
import type { ActionName } from '../../../index.ts'
import { shownName } from '../../render/text.ts'
import { act } from '../../running/act.ts'
import { onCloud, openPlace, type PlaceOptions } from '../../running/openPlace.ts'
import { serverNamed } from '../../running/serverNamed.ts'
import { working } from '../../session.ts'

interface Reboot extends PlaceOptions {
  readonly hard?: boolean
}

type Simple = Extract<ActionName, 'server.start' | 'server.stop' | 'server.rebootSoft' | 'server.rebootHard'>

export function serverPowerCommands(): Command[] {
  const start = command('start', 'start an instance that is off')
  const stop = command('stop', 'shut an instance down')
  const reboot = command('reboot', 'restart an instance').option('--hard', 'as if its power was cut, not from inside')
  return [
    working<PlaceOptions>(start, doing('server.start', 'is being started')),
    working<PlaceOptions>(stop, doing('server.stop', 'is being shut down')),
    working<Reboot>(reboot, (session, own, words) =>
      doing(own.hard === true ? 'server.rebootHard' : 'server.rebootSoft', 'is being restarted')(session, own, words),
    ),
  ]
}

function command(name: string, summary: string): Command {
  return onCloud(new Command(name).summary(summary).argument('<server>', 'its name or id'), 'changes')
}

function doing(action: Simple, done: string): Parameters<typeof working<PlaceOptions>>[1] {
  return async (session, own, [wanted = '']) => {
    await using place = await openPlace(session, own)
    const { id, name } = await serverNamed(place.os, wanted)
    if ((await act(place, action, { id, name })) === undefined) return 0
    if (session.options.json) session.terminal.json({ id, name })
    else session.terminal.out(`${shownName(name)} ${done}.`)
    return 0
  }
}
