/** A file's diff: line numbers, a sign and a colour for each line. */
import { Scrolled } from '../../ui/Scrolled.tsx'
import css from './DiffView.module.css'
import { configTokens, type DiffLine, diffLines, diffSize } from './diffLines.ts'

const SIGNS: Readonly<Record<DiffLine['kind'], string>> = { added: '+', removed: '−', same: ' ', skip: '' }

export function DiffView({ diff, subject }: { readonly diff: string; readonly subject: string }) {
  const lines = diffLines(diff)
  const { added, removed } = diffSize(lines)
  if (lines.length === 0) return <p className={css.quiet}>Only values that are masked differ.</p>
  return (
    <figure className={css.figure}>
      <figcaption className={css.caption}>
        <span data-kind="added">+{added} added</span>
        <span data-kind="removed">−{removed} removed</span>
      </figcaption>
      <Scrolled as="section" className={css.scroll} aria-label={`Changes of ${subject}`}>
        <table className={css.lines}>
          <tbody>
            {lines.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a text have no other name than their place.
              <tr key={index} data-kind={line.kind}>
                <td className={css.number}>{line.before}</td>
                <td className={css.number}>{line.after}</td>
                <td className={css.sign}>{SIGNS[line.kind]}</td>
                <td className={css.text}>
                  {configTokens(line.text).map((token, place) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: neither have the words of a line.
                    <span key={place} data-token={token.kind}>
                      {token.text}
                    </span>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolled>
    </figure>
  )
}
