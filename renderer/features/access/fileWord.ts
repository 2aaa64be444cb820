/** A name of the cloud's as a word for a file's name: whatever a shell or a path would take for more is left out. Pure. */
export function fileWord(name: string): string {
  const plain = name.replace(/[^A-Za-z0-9._@-]+/g, '-').replace(/^[-.]+|[-.]+$/g, '')
  return plain.slice(0, 64) || 'key'
}
