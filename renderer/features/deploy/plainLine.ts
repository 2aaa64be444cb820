/** A printed line as text: without colours and cursor movements, and of a line written over itself the last. Pure. */

export function plain(line: string): string {
  const text = line.replace(/\u001b(?:\[[0-9;?]*[ -/]*[@-~]|[@-Z\\-_])/g, '').replace(/\r+$/, '')
  return text.slice(text.lastIndexOf('\r') + 1)
}
