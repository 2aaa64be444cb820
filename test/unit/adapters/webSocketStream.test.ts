/** Screens of clouds behind https: a certificate nobody vouches for is an answer, however soon it is seen. */
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { directStream } from '../../../provisioner/adapters/directStream.ts'
import { webSocketStream } from '../../../provisioner/adapters/webSocketStream.ts'

test('a certificate nobody vouches for rejects, and ends nothing else', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'stackstead-wss-'))
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const kind = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
  execFileSync('openssl', [...kind, '-subj', '/CN=localhost', '-keyout', key, '-out', cert], { stdio: 'ignore' })
  const server = createServer({ key: await readFile(key), cert: await readFile(cert) })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const url = new URL(`wss://localhost:${port}/?token=told-only-once`)
  const options = { origin: url.origin, patience: 5000, protocols: ['binary'] }
  const opening = webSocketStream(url, { ...options, forward: () => directStream('127.0.0.1', port) })
  await expect(opening).rejects.toThrow(/self-signed certificate/)
  await expect(opening).rejects.not.toThrow(/told-only-once/)
  server.closeAllConnections()
  server.close()
  await rm(folder, { recursive: true })
})
