/** Secret: a value that never prints itself. Whoever needs the text says so with `reveal`. */
const texts = new WeakMap<Secret, string>()
const showns = new WeakMap<Secret, string>()

/** What stands wherever a secret would have been seen. */
export const MASK = '••••'

/** A password, key or token. Prints, serialises and inspects as {@link MASK}; reaches machines by stdin or a 0640 file only. */
export class Secret {
  /** Kept so that a plain object is never taken for a Secret by the type checker. */
  readonly kind = 'secret' as const
  /** @param shown the same text without what is secret in it, for people who want to see its shape */
  constructor(text: string, shown: string = MASK) {
    texts.set(this, text)
    if (shown !== MASK) showns.set(this, shown)
  }
  toString(): string {
    return MASK
  }
  toJSON(): string {
    return MASK
  }
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return MASK
  }
}

/** The text itself: for stdin, file content and request bodies, nowhere else. */
export function reveal(value: Secret | string): string {
  return typeof value === 'string' ? value : (texts.get(value) ?? '')
}

/** What may be shown of it: its text with each secret in it masked, where that is known; {@link MASK} otherwise. */
export function shownText(value: Secret | string): string {
  return typeof value === 'string' ? value : (showns.get(value) ?? MASK)
}

/** Joins text and secrets into one secret: secret`mysql://${user}:${password}@…`. Only the secrets in it stay hidden. */
export function secret(parts: TemplateStringsArray, ...values: readonly (Secret | string | number)[]): Secret {
  const joined = (written: (value: Secret | string) => string): string =>
    parts.reduce((whole, part, index) => {
      const value = values[index - 1]
      return whole + (value instanceof Secret ? written(value) : String(value)) + part
    })
  return new Secret(joined(reveal), joined(shownText))
}

/** Replaces every occurrence of the given secrets, longest first, so that text of unknown origin may be shown. */
export function mask(text: string, secrets: Iterable<Secret>): string {
  const known = [...secrets].map(reveal).filter((value) => value.length > 0)
  known.sort((a, b) => b.length - a.length)
  return known.reduce((shown, value) => shown.split(value).join(MASK), text)
}
