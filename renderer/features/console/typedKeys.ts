/** Text and combinations as the keys of a US keyboard, which is what an instance believes to have. Pure. */

/** A key as RFB sends it: its sign by X11's number, its place by the name browsers have for it. */
export interface Key {
  readonly keysym: number
  readonly code: string
}

export interface TypedSign {
  readonly key: Key
  readonly shift: boolean
}

/** Rows of a US keyboard: where a key is, and its signs without and with Shift. */
const KEYS: readonly (readonly [code: string, plain: string, shifted: string])[] = [
  ['Backquote', '`', '~'],
  ['Minus', '-', '_'],
  ['Equal', '=', '+'],
  ['BracketLeft', '[', '{'],
  ['BracketRight', ']', '}'],
  ['Backslash', '\\', '|'],
  ['Semicolon', ';', ':'],
  ['Quote', "'", '"'],
  ['Comma', ',', '<'],
  ['Period', '.', '>'],
  ['Slash', '/', '?'],
  ['Space', ' ', ''],
  ...[...'1234567890'].map((sign, at) => [`Digit${sign}`, sign, '!@#$%^&*()'[at] ?? ''] as const),
  ...[...'abcdefghijklmnopqrstuvwxyz'].map((sign) => [`Key${sign.toUpperCase()}`, sign, sign.toUpperCase()] as const),
]

const SIGNS: ReadonlyMap<string, TypedSign> = new Map([
  ...KEYS.flatMap(([code, plain, shifted]): readonly (readonly [string, TypedSign])[] => [
    [plain, { key: { keysym: plain.charCodeAt(0), code }, shift: false }],
    ...(shifted === '' ? [] : [[shifted, { key: { keysym: shifted.charCodeAt(0), code }, shift: true }] as const]),
  ]),
  ['\n', { key: { keysym: 0xff0d, code: 'Enter' }, shift: false }],
  ['\t', { key: { keysym: 0xff09, code: 'Tab' }, shift: false }],
])

export interface Typing {
  readonly signs: readonly TypedSign[]
  /** Those no US keyboard has, each once. */
  readonly missing: readonly string[]
}

export function typing(text: string): Typing {
  const all = [...text.replace(/\r\n?/g, '\n')]
  const found = all.map((sign) => SIGNS.get(sign))
  return {
    signs: found.filter((sign) => sign !== undefined),
    missing: [...new Set(all.filter((_, at) => found[at] === undefined))],
  }
}

export const SHIFT: Key = { keysym: 0xffe1, code: 'ShiftLeft' }
const CONTROL: Key = { keysym: 0xffe3, code: 'ControlLeft' }
const ALT: Key = { keysym: 0xffe9, code: 'AltLeft' }
const SUPER: Key = { keysym: 0xffeb, code: 'MetaLeft' }

function functionKey(number: number): Key {
  return { keysym: 0xffbd + number, code: `F${number}` }
}

export interface Combination {
  readonly title: string
  /** Pressed in this order, let go in the other. */
  readonly keys: readonly Key[]
}

/** What the browser or this computer keeps for itself. */
export const COMBINATIONS: readonly Combination[] = [
  { title: 'Ctrl-Alt-Delete', keys: [CONTROL, ALT, { keysym: 0xffff, code: 'Delete' }] },
  { title: 'Ctrl-Alt-Backspace', keys: [CONTROL, ALT, { keysym: 0xff08, code: 'Backspace' }] },
  ...[1, 2, 3, 4, 5, 6, 7].map((number) => ({
    title: `Ctrl-Alt-F${number}`,
    keys: [CONTROL, ALT, functionKey(number)],
  })),
  { title: 'Alt-Tab', keys: [ALT, { keysym: 0xff09, code: 'Tab' }] },
  { title: 'Alt-F4', keys: [ALT, functionKey(4)] },
  { title: 'Escape', keys: [{ keysym: 0xff1b, code: 'Escape' }] },
  { title: 'Super (Windows)', keys: [SUPER] },
  { title: 'Print Screen', keys: [{ keysym: 0xff61, code: 'PrintScreen' }] },
  {
    title: 'Alt-SysRq-B (restarts Linux at once)',
    keys: [ALT, { keysym: 0xff15, code: 'PrintScreen' }, { keysym: 0x62, code: 'KeyB' }],
  },
]
