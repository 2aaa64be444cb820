/** What a serial console printed, as plain text: without colours, cursor movements and other control signs. Pure. */

/** CSI sequences, OSC sequences (titles) up to their end, and the two-sign escapes (ECMA-48). */
const ESCAPES =
  /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[PX^_][^\u001b]*\u001b\\|[ -/]+[0-~]|[0-~])/g

const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u0080-\u009f]/g

export function consoleText(raw: string): string {
  return raw
    .replace(ESCAPES, '')
    .replace(/\r+\n/g, '\n')
    .split('\n')
    .map((line) => line.slice(line.lastIndexOf('\r') + 1).replace(CONTROLS, ''))
    .join('\n')
    .trimEnd()
}
