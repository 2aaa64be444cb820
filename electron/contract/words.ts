/** Counts and lists as sentences have them, the same on every side. A file of its own: the page needs it before anything else. */
export { count, listed, shortList } from '../../provisioner/core/words.ts'
