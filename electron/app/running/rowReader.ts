/** How rows of one kind are read from a cloud: all of them, and what has changed since. */

export interface Identified {
  readonly id: string
}

/** What came since a moment: rows that are there, and ids of those that are not any more. */
export interface Changes<Row> {
  readonly rows: readonly Row[]
  readonly gone: readonly string[]
}

/** How rows are read. Another one than before means another cloud: what was known is forgotten. */
export interface Reader<Row extends Identified> {
  /**
   * Everything, page by page; stops where `onPage` says false.
   * Its `isLast` says that this was all: told at once, where it is known, instead of after the page.
   */
  whole(onPage: (rows: readonly Row[], isLast?: boolean) => boolean): Promise<void>
  /** What changed since the last question; undefined where only a whole listing tells. */
  changes?(): Promise<Changes<Row> | undefined>
  /** Looks elsewhere for what changes of these rows and is not told here; whether there is a reason to ask for changes now. */
  notices?(): Promise<boolean>
}
