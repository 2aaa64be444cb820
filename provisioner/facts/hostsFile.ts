/** /etc/hosts: what it should be with some names in a block of ours, and how the file there differs from that. Every other line is a person's. */
import { type Command, sh } from '../core/command.ts'
import { type Fact, singleFact } from '../core/fact.ts'

export const HOSTS = '/etc/hosts'

/**
 * Prints the file with the block on top, or without it where $block is empty. A name of the block means the block's address and
 * nothing else, because loopback would be preferred to it (RFC 6724, rule 8) and services do not listen there: a person's line
 * that gives it another, like Debian's own "127.0.1.1 hostname", is marked and stands still, and its other names move into the
 * block. Without an end mark nothing is taken for a block. Awk sees bytes, not characters.
 */
const WRITE = `
function names(text) {
  sub(/#.*/, "", text); gsub(/[\\t\\r\\f\\v]/, " ", text)
  return split(text, word, " ")
}
function ordinary(text,   count, i, name, taken, rest) {
  if (index(text, MARK) == 1) text = substr(text, length(MARK) + 1)
  count = names(text); taken = 0; rest = ""
  for (i = 2; i <= count; i++) {
    name = tolower(word[i])
    if ((name in known) && !((name, word[1]) in own)) taken = 1
    else rest = rest " " word[i]
  }
  if (taken && rest != "") moved[++others] = word[1] "\\t" substr(rest, 2)
  line[++lines] = (taken ? MARK : "") text
}
function unfinished(   i) {
  for (i = 1; i <= held; i++) ordinary(hold[i])
  held = 0
}
BEGIN {
  FIRST = "# stackstead begin"; LAST = "# stackstead end"; MARK = "#stackstead# "
  wanted = split(ENVIRON["block"], block, "\\n")
  for (i = 1; i <= wanted; i++) {
    count = names(block[i])
    for (j = 2; j <= count; j++) { known[tolower(word[j])]; own[tolower(word[j]), word[1]] }
  }
}
$0 == FIRST { unfinished(); inside = 1; next }
inside && $0 == LAST { inside = 0; held = 0; next }
inside { hold[++held] = $0; next }
{ ordinary($0) }
END {
  unfinished()
  if (wanted > 0) {
    print FIRST
    for (i = 1; i <= wanted; i++) print block[i]
    for (i = 1; i <= others; i++) print moved[i]
    print LAST
  }
  for (i = 1; i <= lines; i++) print line[i]
}
`

/** Prints what `file` (a shell word) should be. @param block lines as in /etc/hosts; empty: as it is without Stackstead */
export function hostsWith(block: string, file: Command): Command {
  return sh`LC_ALL=C block=${block.trim()} awk ${WRITE} ${file}`
}

/** A unified diff between the file and what it should be; empty where they are the same. */
export function hostsDiff(block: string): Fact<string> {
  return singleFact(
    'hosts',
    sh`
      file=${HOSTS}; [ -e "$file" ] || file=/dev/null
      wanted=$(${hostsWith(block, sh`"$file"`)} && echo x) || exit 2
      diff=$(printf '%s' "\${wanted%x}" | diff -a -u --label "$file" --label ${HOSTS} "$file" -)
      [ $? -le 1 ] || exit 2
      [ -z "$diff" ] || printf '%s\n' "$diff" | base64 -w0`,
    (result) => {
      if (result.status !== 0) throw new Error(`${HOSTS} could not be compared: ${result.stderr.trim()}`)
      return Buffer.from(result.stdout, 'base64').toString('utf8')
    },
  )
}
