/** What is typed reaches the shell in its order: requests sent side by side may overtake each other. */

/** Of one request; a longer paste goes in pieces. */
const MOST = 500_000

/** @param send must not reject; while one text is on its way, what is typed meanwhile gathers for the next */
export function inOrder(send: (text: string) => Promise<unknown>): (text: string) => void {
  let gathered = ''
  let isSending = false
  const sendAll = async (): Promise<void> => {
    isSending = true
    while (gathered !== '') {
      const piece = gathered.slice(0, MOST)
      gathered = gathered.slice(MOST)
      await send(piece)
    }
    isSending = false
  }
  return (text) => {
    gathered += text
    if (!isSending) void sendAll()
  }
}
