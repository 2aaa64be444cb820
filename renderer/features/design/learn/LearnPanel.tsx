/** Explains the role or part that was pointed at last, and draws whom it talks to. */

import { useSyncExternalStore } from 'react'
import type { Design, Vocabulary } from '../../../../electron/contract/index.ts'
import { Scrolled } from '../../../ui/Scrolled.tsx'
import type { Pointing } from '../canvas/pointing.ts'
import { ROLE_WORDS } from '../roleWords.ts'
import css from './LearnPanel.module.css'
import { callersOf, TALKS_TO } from './talksTo.ts'

interface LearnPanelProps {
  readonly pointing: Pointing
  readonly vocabulary: Vocabulary
  readonly design: Design
}

export function LearnPanel({ pointing, vocabulary, design }: LearnPanelProps) {
  const pointed = useSyncExternalStore(pointing.subscribe, pointing.lesson)
  return (
    <Scrolled as="section" className={css.learn} aria-label="What it is">
      {pointed === undefined ? (
        <p className={css.quiet}>Point at a role or one of its parts to learn what it does and whom it talks to.</p>
      ) : pointed.kind === 'role' ? (
        <RoleLesson role={pointed.role} parts={pointed.parts} vocabulary={vocabulary} />
      ) : (
        <PartLesson part={pointed.part} vocabulary={vocabulary} design={design} />
      )}
    </Scrolled>
  )
}

interface RoleLessonProps {
  readonly role: keyof typeof ROLE_WORDS
  readonly parts: readonly string[]
  readonly vocabulary: Vocabulary
}

function RoleLesson({ role, parts, vocabulary }: RoleLessonProps) {
  const { title, explains } = ROLE_WORDS[role]
  return (
    <>
      <h2>{title}</h2>
      <p>{explains}</p>
      <dl className={css.list}>
        {vocabulary.parts
          .filter((part) => parts.includes(part.id))
          .map((part) => (
            <div key={part.id} data-role={part.role}>
              <dt>{part.id}</dt>
              <dd>{part.explains}</dd>
            </div>
          ))}
      </dl>
    </>
  )
}

interface PartLessonProps {
  readonly part: string
  readonly vocabulary: Vocabulary
  readonly design: Design
}

function PartLesson({ part, vocabulary, design }: PartLessonProps) {
  const known = vocabulary.parts.find((one) => one.id === part)
  const talks = TALKS_TO[part] ?? []
  const callers = callersOf(part)
  const roleOf = (id: string) => vocabulary.parts.find((one) => one.id === id)?.role
  const where = (id: string) => {
    const on = design.machines.filter((machine) => machine.parts.includes(id)).map((machine) => machine.name)
    if (on.length === 0) return 'nowhere yet'
    return on.length <= 2 ? on.join(', ') : `${on.length} machines`
  }
  return (
    <>
      <h2>{part}</h2>
      <p>{known?.explains}</p>
      <div className={css.drawing}>
        {callers.length > 0 && (
          <>
            <p className={css.direction}>Called by</p>
            <ul className={css.branches} data-side="in">
              {callers.map((id) => (
                <li key={id} data-role={roleOf(id)}>
                  <b>{id}</b> <span>{TALKS_TO[id]?.find((talk) => talk.to === part)?.about}</span> <em>{where(id)}</em>
                </li>
              ))}
            </ul>
          </>
        )}
        <p className={css.self} data-role={known?.role}>
          <b>{part}</b> <em>{where(part)}</em>
        </p>
        {talks.length > 0 ? (
          <>
            <p className={css.direction}>Calls</p>
            <ul className={css.branches} data-side="out">
              {talks.map(({ to, about }) => (
                <li key={to} data-role={roleOf(to)}>
                  <b>{to}</b> <span>{about}</span> <em>{where(to)}</em>
                </li>
              ))}
            </ul>
          </>
        ) : (
          <p className={css.quiet}>It calls nobody; it only answers.</p>
        )}
      </div>
    </>
  )
}
