/** Fingerprints of the host keys an instance printed on its serial console while it started (cloud-init, CirrOS). */
import { fingerprint } from '../../adapters/knownHosts.ts'

/** As cloud-init's cc_keys_to_console and EC2's images write them; each line may have a prefix of the log's. */
const BLOCK = /-----BEGIN SSH HOST KEY (FINGERPRINTS|KEYS)-----([\s\S]*?)-----END SSH HOST KEY \1-----/g
const PRINTED = /SHA256:[A-Za-z0-9+/]{43}/g
const KEY = /\b(?:ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(?:256|384|521))[ \t]+([A-Za-z0-9+/]{40,}={0,2})(?=\s)/g

/** "SHA256:…", each once; none where it printed none. */
export function printedHostKeys(consoleLog: string): readonly string[] {
  const blocks = [...consoleLog.matchAll(BLOCK)].map((match) => match[2] ?? '').join('\n')
  const keys = keysIn(`${blocks}\n`).map((key) => fingerprint(Buffer.from(key, 'base64')))
  return [...new Set([...(blocks.match(PRINTED) ?? []), ...keys])]
}

/** Public keys wherever they stand in a text, as authorized_keys has them: base64. What is not printed to its end is none. */
export function keysIn(text: string): readonly string[] {
  return [...text.matchAll(KEY)].map((match) => match[1] ?? '')
}
