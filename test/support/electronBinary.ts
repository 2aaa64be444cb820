/** What of Electron's binary its fuses are set in: the wire as it lies in every one of them. */

/** Marks the wire: its version, its length, then one letter for each fuse. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'

/** As Electron ships: 1 is on, 0 is off. */
const SHIPPED = '101100011'

export function electronBinary(): Buffer {
  const wire = Buffer.concat([Buffer.from(SENTINEL), Buffer.from([1, SHIPPED.length]), Buffer.from(SHIPPED)])
  return Buffer.concat([Buffer.alloc(5000, 'x'), wire, Buffer.alloc(100, 'y')])
}
