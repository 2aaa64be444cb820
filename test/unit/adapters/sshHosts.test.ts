/** Hosts of ~/.ssh/config as a person would tick them. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sshHosts } from '../../../provisioner/adapters/sshHosts.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stackstead-hosts-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('names without patterns, with what holds for them, included files in place', async () => {
  await mkdir(join(folder, 'conf.d'))
  await writeFile(join(folder, 'conf.d', 'b'), 'Host included\n  HostName 10.0.0.9\n')
  await writeFile(
    join(folder, 'config'),
    `Include conf.d/*
Host node1 node2 *.lab !gate.lab
  HostName %h.example.org
  User admin
  Port 2222
  IdentityFile ~/.ssh/lab
host="quoted"
  ProxyJump gate:22
Host node1
  ProxyJump none
Match host 10.*
  User matched
Host *
  User everybody
`,
  )
  expect(await sshHosts(folder)).toEqual([
    { alias: 'included', host: '10.0.0.9', user: 'matched' },
    { alias: 'node1', host: 'node1.example.org', user: 'admin', port: 2222, key: join(homedir(), '.ssh/lab') },
    { alias: 'node2', host: 'node2.example.org', user: 'admin', port: 2222, key: join(homedir(), '.ssh/lab') },
    { alias: 'quoted', host: 'quoted', user: 'everybody', jump: 'gate:22' },
  ])
})

test('no file means no hosts', async () => {
  expect(await sshHosts(folder)).toEqual([])
})
