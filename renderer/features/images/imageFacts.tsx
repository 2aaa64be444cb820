/** An image's facts as lines of name and value. */
import type { ReactNode } from 'react'
import { Copyable } from '../../ui/Copyable.tsx'
import { Name } from '../../ui/Name.tsx'
import { moment } from '../../ui/time.ts'
import css from './Images.module.css'
import { byteWords, needsWords, systemWords, VISIBILITY_WORDS, visibilityWord } from './imageWords.ts'
import type { ImageRow } from './rows.ts'

export function imageFacts({ image, projectName }: ImageRow): readonly (readonly [string, ReactNode])[] {
  const { containerFormat, createdAt, format, hash, id, isProtected, md5, projectId, size, tags, virtualSize } = image
  const when = (at: string): string => moment(Date.parse(at))
  return [
    ['System', systemWords(image) ?? 'Not said'],
    [
      'Format',
      format === undefined
        ? 'Not said'
        : `${format}${containerFormat === undefined || containerFormat === 'bare' ? '' : ` in ${containerFormat}`}`,
    ],
    ['Size', size === undefined ? 'No content yet' : byteWords(size)],
    ...(virtualSize === undefined ? [] : [['Disk inside', byteWords(virtualSize)] as const]),
    ['Asks for', needsWords(image) ?? 'Any flavor'],
    [
      'Seen by',
      <span key="seen" title={VISIBILITY_WORDS[image.visibility]?.what}>
        {visibilityWord(image.visibility)}
      </span>,
    ],
    ['Protected', isProtected ? 'Yes: it cannot be deleted' : 'No'],
    [
      'Owner',
      projectName === undefined ? (
        projectId === undefined ? (
          'Nobody'
        ) : (
          <Copyable key="owner" text={projectId} what="id of the owner" />
        )
      ) : (
        <Name key="owner" name={projectName} />
      ),
    ],
    ...(tags.length === 0
      ? []
      : [
          [
            'Tags',
            <span key="tags" className={css.chips}>
              {tags.map((tag) => (
                <span key={tag} className={css.chip}>
                  <Name name={tag} />
                </span>
              ))}
            </span>,
          ] as const,
        ]),
    ...(hash === undefined
      ? md5 === undefined
        ? []
        : [['MD5', <Copyable key="md5" text={md5} what="MD5" />] as const]
      : [[hash.algorithm.toUpperCase(), <Hash key="hash" value={hash.value} what={hash.algorithm} />] as const]),
    ['Created', when(createdAt)],
    ...(image.updatedAt === createdAt ? [] : [['Changed', when(image.updatedAt)] as const]),
    ['ID', <Copyable key="id" text={id} />],
  ]
}

function Hash({ value, what }: { readonly value: string; readonly what: string }) {
  return (
    <Copyable text={value} what={what}>
      <span className={css.hash} title={value}>
        {value.length > 24 ? `${value.slice(0, 12)}…${value.slice(-8)}` : value}
      </span>
    </Copyable>
  )
}
