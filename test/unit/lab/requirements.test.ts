/** What a computer lacks for a lab, in one line that mends it. */
import { expect, test } from 'vitest'
import { missingPackages, missingPrograms } from '../../../provisioner/lab/requirements.ts'

test('programs that are missing are one lack with one line for all their packages', () => {
  const lacks = missingPrograms((path) => !/\/(nft|ssh|ssh-keygen|mount|losetup)$/.test(path))
  expect(lacks).toEqual([
    {
      what: 'Not installed: nft, ssh, ssh-keygen, mount, losetup.',
      remedy: 'sudo apt-get install --yes --no-install-recommends mount nftables openssh-client',
      packages: ['mount', 'nftables', 'openssh-client'],
    },
  ])
  expect(missingPackages(lacks)).toEqual(['mount', 'nftables', 'openssh-client'])
  expect(missingPrograms(() => true)).toEqual([])
})
