/** The work of the Design screen: palette, canvas and strip, with the text beside them. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Design, MachineStates, Problem, Vocabulary } from '../../../electron/contract/index.ts'
import { announce } from '../../ui/announce.ts'
import { type Arrangement, drop } from './canvas/arrange.ts'
import type { Pointed } from './canvas/canvasContext.ts'
import { Dragging, TakeAway } from './canvas/Dragging.tsx'
import { Palette } from './canvas/Palette.tsx'
import { RackCanvas } from './canvas/RackCanvas.tsx'
import css from './DesignScreen.module.css'
import { LearnPanel } from './learn/LearnPanel.tsx'
import { touchedBy } from './learn/talksTo.ts'
import { NoMachines } from './NoMachines.tsx'
import { ProblemStrip } from './ProblemStrip.tsx'
import { machineOf, problemsByMachine } from './problemPlaces.ts'
import { TextSide } from './text/TextSide.tsx'
import { TextTrouble } from './text/TextTrouble.tsx'
import { YamlEditor } from './text/YamlEditor.tsx'
import type { OpenCloudText } from './useCloudText.ts'

/** Milliseconds the pointer rests on something before it counts. */
const REST = 120

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
  const [pointed, setPointed] = useState<Pointed>()
  const [lesson, setLesson] = useState<Pointed>()
  const [wantedCard, setWantedCard] = useState<{ machine: string; wish: number }>()
  const [wantedPlace, setWantedPlace] = useState<{ line: number; column: number; wish: number }>()
  const wishes = useRef(0)

  const resting = useRef<ReturnType<typeof setTimeout>>(undefined)
  const point = useCallback((next: Pointed | undefined): void => {
    clearTimeout(resting.current)
    // A pointer on its way to somewhere else does not make everything flicker.
    resting.current = setTimeout(() => {
      setPointed(next)
      if (next !== undefined) setLesson(next)
    }, REST)
  }, [])
  useEffect(() => () => clearTimeout(resting.current), [])
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

  const touched = useMemo(() => {
    if (pointed === undefined) return undefined
    const parts = pointed.kind === 'part' ? [pointed.part] : pointed.parts
    return parts.length === 0 ? undefined : touchedBy(parts)
  }, [pointed])
  const context = useMemo(
    () => ({
      design,
      parts: vocabulary.parts,
      roles: vocabulary.roles,
      states,
      touched,
      open,
      toggle,
      point,
      arrange,
    }),
    [design, vocabulary, states, touched, open, toggle, point, arrange],
  )
  const problems = useMemo(() => problemsByMachine(design), [design])

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
                  known={design.machines.filter(({ name }) => states[name]?.phase === 'ready').length}
                  onPoint={point}
                  onLayout={(layout, title) =>
                    arrange({ edits: [{ kind: 'layout', layout }], what: `Lay out: ${title.toLowerCase()}` })
                  }
                  onSuggest={() => arrange({ edits: [{ kind: 'suggest', cloud }], what: 'Suggest roles' })}
                />
                <RackCanvas context={context} problems={problems} wanted={wantedCard}>
                  <TakeAway />
                </RackCanvas>
              </>
            )}
            <ProblemStrip
              design={design}
              onProblem={toProblem}
              onNotice={({ machine }) => machine !== undefined && toCard(machine)}
            />
          </div>
          {side && (
            <TextSide below={<LearnPanel pointed={lesson} vocabulary={vocabulary} design={design} />}>
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
