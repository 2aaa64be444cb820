/** Kinds of change for the page: the engine's words and counts, without the parsing of inputs beside them. */
export { type ChangeKind, KIND_WORDS, KINDS, type KindCount, kindCounts } from '../../provisioner/core/changeKinds.ts'
