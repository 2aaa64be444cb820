/** The timetable: names of machines as a list, and beside them one canvas with what each did when. */
import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { IconArrowsHorizontal, IconMinus, IconPlus } from '@tabler/icons-react'
import { type PointerEvent, useContext, useEffect, useMemo, useRef, useState } from 'react'
import { duration } from '../../ui/time.ts'
import { LaneLabel } from './LaneLabel.tsx'
import { AXIS, type Hit, hit, lanesIn, placeLanes } from './laneLayout.ts'
import css from './TimeTable.module.css'
import type { Zoom } from './timeAxis.ts'
import { useLaneCanvas } from './useLaneCanvas.ts'
import { RunContext, useRunPart } from './useRun.ts'

interface TimeTableProps {
  /** Milliseconds since the epoch, as far as is known. */
  readonly expectedEnd: number | undefined
  /** Whether its process still works on it. */
  readonly live: boolean
  readonly machine: string | undefined
  readonly component: string | undefined
  readonly onSelect: (machine: string, component: string | undefined) => void
}

const NEARER = 0.5
const WHEEL = 0.0015

export function TimeTable({ expectedEnd, live, machine, component, onSelect }: TimeTableProps) {
  const store = useContext(RunContext)
  const lanes = useRunPart((run) => run.lanes())
  const placed = useMemo(() => placeLanes(lanes.values()), [lanes])
  const last = placed.at(-1)
  const total = last === undefined ? 0 : last.top + last.height

  const scroll = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const [view, setView] = useState({ top: 0, height: 600 })
  const [zoom, setZoom] = useState<Zoom>()
  const [over, setOver] = useState<Hit & { readonly x: number; readonly y: number }>()
  const board = useLaneCanvas({ store, canvas, scroll, placed, live, expectedEnd, zoom, machine, component })

  useEffect(() => {
    const element = scroll.current
    if (element === null) return undefined
    const read = (): void => setView({ top: element.scrollTop, height: element.clientHeight })
    const watch = new ResizeObserver(read)
    watch.observe(element)
    element.addEventListener('scroll', read, { passive: true })
    return () => {
      watch.disconnect()
      element.removeEventListener('scroll', read)
    }
  }, [])

  // React's wheel listeners are passive; zooming must keep the page from doing the same.
  useEffect(() => {
    const element = canvas.current
    if (element === null) return undefined
    const onWheel = (event: WheelEvent): void => {
      if (!event.ctrlKey && !event.shiftKey && event.deltaX === 0) return
      event.preventDefault()
      if (event.ctrlKey) setZoom(board.zoomed(Math.exp(event.deltaY * WHEEL), event.offsetX))
      else setZoom(board.panned(event.deltaX === 0 ? event.deltaY : event.deltaX))
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  }, [board])

  const find = (event: PointerEvent): Hit | undefined => {
    const { offsetX: x, offsetY: y } = event.nativeEvent
    return hit(placed, board.span(), board.width(), board.now(), { x, y: board.laneY(y) })
  }

  return (
    <div className={css.table} style={{ height: total + AXIS + 1 }}>
      <div className={css.scroll} ref={scroll}>
        <div className={css.inner} style={{ height: total + AXIS }}>
          <div className={css.corner}>
            <span>Machine</span>
            <span className={css.zoom}>
              <ZoomButton label="Nearer" onClick={() => setZoom(board.zoomed(NEARER))}>
                <IconPlus size={12} aria-hidden />
              </ZoomButton>
              <ZoomButton label="Farther" onClick={() => setZoom(board.zoomed(1 / NEARER))}>
                <IconMinus size={12} aria-hidden />
              </ZoomButton>
              <ZoomButton label="The whole run" onClick={() => setZoom(undefined)}>
                <IconArrowsHorizontal size={12} aria-hidden />
              </ZoomButton>
            </span>
          </div>
          <canvas
            className={css.canvas}
            ref={canvas}
            aria-hidden
            onPointerMove={(event) => {
              const found = find(event)
              setOver(found?.block === undefined ? undefined : { ...found, x: event.clientX, y: event.clientY })
            }}
            onPointerLeave={() => setOver(undefined)}
            onClick={(event) => {
              const { offsetX: x, offsetY: y } = event.nativeEvent
              const found = hit(placed, board.span(), board.width(), board.now(), { x, y: board.laneY(y) })
              if (found !== undefined) onSelect(found.lane.machine, found.block?.component)
            }}
          />
          <ul className={css.labels} aria-label="Machines">
            {lanesIn(placed, view.top - 200, view.top + view.height + 200).map(({ lane, top, height }) => (
              <LaneLabel
                key={lane.machine}
                machine={lane.machine}
                top={top}
                height={height}
                selected={lane.machine === machine}
                onSelect={onSelect}
              />
            ))}
          </ul>
        </div>
      </div>
      {zoom === undefined || zoom.to === undefined || !live ? undefined : (
        <Button className={css.follow ?? ''} size="compact-xs" onClick={() => setZoom({ length: zoom.length })}>
          Follow now
        </Button>
      )}
      {over?.block === undefined ? undefined : (
        <div className={css.tip} style={{ left: over.x + 12, top: over.y + 16 }}>
          <strong>{over.block.component}</strong> on {over.lane.machine}:{' '}
          {duration((over.block.endedAt ?? board.now()) - over.block.startedAt)}, {over.block.steps} steps
          {over.block.failed > 0 ? `, ${over.block.failed} failed` : ''}
        </div>
      )}
    </div>
  )
}

interface ZoomButtonProps {
  readonly label: string
  readonly onClick: () => void
  readonly children: React.ReactNode
}

function ZoomButton({ label, onClick, children }: ZoomButtonProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" size={20} aria-label={label} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  )
}
