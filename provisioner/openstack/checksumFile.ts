/** Checksum files as makers of images publish them: GNU's lines, BSD's lines, a file for one file. Pure. */

export interface Checksum {
  readonly algorithm: 'sha256' | 'sha512'
  /** Hexadecimal, small letters. */
  readonly value: string
}

/** MD5 and SHA-1 can be forged and are passed over. */
const BY_LENGTH: Readonly<Record<number, Checksum['algorithm']>> = { 64: 'sha256', 128: 'sha512' }

/** "SHA256 (name) = hex": BSD, and Fedora's CHECKSUM between its PGP lines. */
const BSD = /^SHA(?:256|512) \((.+)\) = ([0-9a-fA-F]+)\s*$/
/** "hex  name" or "hex *name": sha256sum and its like. A name behind a folder is the same name. */
const GNU = /^([0-9a-fA-F]{64,128})(?:\s+\*?(.+?))?\s*$/

/**
 * The strongest checksum of the file with this name.
 * @param file name without its folder; a file that holds one checksum and no name is about it
 */
export function findChecksum(text: string, file: string): Checksum | undefined {
  const found = text.split('\n').flatMap((line) => {
    const [, bsdName, bsdValue] = BSD.exec(line) ?? []
    const [, gnuValue, gnuName = file] = bsdValue === undefined ? (GNU.exec(line) ?? []) : []
    const name = bsdName ?? gnuName
    const checksum = checksumOf(bsdValue ?? gnuValue ?? '')
    return checksum !== undefined && name.split('/').at(-1) === file ? [checksum] : []
  })
  const strongest = found.filter((one) => one.algorithm === 'sha512')
  const [first, ...others] = strongest.length > 0 ? strongest : found
  // Two that differ say nothing.
  return others.some((other) => other.value !== first?.value) ? undefined : first
}

/** What a person pasted: the bare number. */
export function checksumOf(text: string): Checksum | undefined {
  const value = text.trim().toLowerCase()
  const algorithm = BY_LENGTH[value.length]
  return algorithm !== undefined && /^[0-9a-f]+$/.test(value) ? { algorithm, value } : undefined
}
