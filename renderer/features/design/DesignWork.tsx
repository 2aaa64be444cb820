/** The work of the Design screen: palette, canvas and strip, with the text beside them. */
import { useCallback, useMemo, useRef, useState } from 'react'
import type { Design, MachineStates, Problem, Vocabulary } from '../../../electron/contract/index.ts'
import { probeIn } from '../../../electron/contract/probeIn.ts'
import { announce } from '../../ui/announce.ts'
import { type Arrangement, drop } from './canvas/arrange.ts'
import { Dragging } from './canvas/Dragging.tsx'
import { Palette } from './canvas/Palette.tsx'
import { pointing } from './canvas/pointing.ts'
import { RackCanvas } from './canvas/RackCanvas.tsx'
import css from './DesignScreen.module.css'
import { inTheWay } from './inTheWay.ts'
import { LearnPanel } from './learn/LearnPanel.tsx'
import { NoMachines } from './NoMachines.tsx'
import { ProblemStrip } from './ProblemStrip.tsx'
import { machineOf, problemsByMachine } from './problemPlaces.ts'
import { TextSide } from './text/TextSide.tsx'
import { TextTrouble } from './text/TextTrouble.tsx'
import { YamlEditor } from './text/YamlEditor.tsx'
import type { OpenCloudText } from './useCloudText.ts'

interface DesignWorkProps {
  readonly cloud: string
  readonly cloudText: OpenCloudText
  readonly text: string
  readonly design: Design
  readonly vocabulary: Vocabulary
  readonly states: MachineStates['machines']
  readonly side: boolean
  readonly onShowSide: () => void
}

export function DesignWork(props: DesignWorkProps) {
  const { cloud, cloudText, text, design, vocabulary, states, side, onShowSide } = props
  const { session } = cloudText
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const [pointer] = useState(() => pointing())
  const [wantedCard, setWantedCard] = useState<{ machine: string; wish: number }>()
  const [wantedPlace, setWantedPlace] = useState<{ line: number; column: number; wish: number }>()
  const wishes = useRef(0)

  const arrange = useCallback(
    (arrangement: Arrangement | undefined): void => {
      if (arrangement === undefined) return
      void session.edit(arrangement.edits, arrangement.what).then((done) => {
        announce(done ? `Done: ${arrangement.what}.` : `Not possible: ${arrangement.what}.`)
      })
    },
    [session],
  )
  const toggle = useCallback((machine: string, role: string): void => {
    const row = `${machine}/${role}`
    setOpen((before) => new Set(before.has(row) ? [...before].filter((one) => one !== row) : [...before, row]))
  }, [])

  const actions = useMemo(() => ({ pointing: pointer, point: pointer.point, toggle }), [pointer, toggle])
  const context = useMemo(
    () => ({ design, parts: vocabulary.parts, roles: vocabulary.roles, states, arrange }),
    [design, vocabulary, states, arrange],
  )
  const problems = useMemo(() => problemsByMachine(design), [design])
  const obstacles = useMemo(() => inTheWay(design, states), [design, states])

  const toCard = (machine: string): void => {
    wishes.current += 1
    setWantedCard({ machine, wish: wishes.current })
  }
  const toProblem = (problem: Problem): void => {
    const machine = machineOf(problem)
    if (machine !== undefined && !side) {
      toCard(machine)
      return
    }
    wishes.current += 1
    onShowSide()
    setWantedPlace({ line: problem.line, column: problem.column, wish: wishes.current })
  }

  return (
    <>
      <TextTrouble cloudText={cloudText} />
      <Dragging onDrop={(carried, onto) => arrange(drop(design, vocabulary.parts, carried, onto))}>
        <div className={css.work}>
          <div className={css.drawing}>
            {design.machines.length === 0 ? (
              <NoMachines cloud={cloud} />
            ) : (
              <>
                <Palette
                  vocabulary={vocabulary}
                  machines={design.machines.length}
                  known={design.machines.filter(({ name }) => probeIn(states[name]) !== undefined).length}
                  onPoint={pointer.point}
                  onLayout={(layout, title) =>
                    arrange({ edits: [{ kind: 'layout', layout }], what: `Lay out: ${title.toLowerCase()}` })
                  }
                  onSuggest={() => arrange({ edits: [{ kind: 'suggest', cloud }], what: 'Suggest roles' })}
                />
                <RackCanvas actions={actions} context={context} open={open} problems={problems} wanted={wantedCard} />
              </>
            )}
            <ProblemStrip design={design} obstacles={obstacles} onProblem={toProblem} onMachine={toCard} />
          </div>
          {side && (
            <TextSide below={<LearnPanel pointing={pointer} vocabulary={vocabulary} design={design} />}>
              <YamlEditor
                text={text}
                problems={design.problems}
                wanted={wantedPlace}
                onType={session.type}
                onUndo={session.undo}
                onRedo={session.redo}
              />
            </TextSide>
          )}
        </div>
      </Dragging>
    </>
  )
}
