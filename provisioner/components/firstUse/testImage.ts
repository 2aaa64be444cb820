/** The test image in Glance: a small system that shows on its console and on port 80 what the cloud gave it. */
import { z } from 'zod'
import { machineOf } from '../../config/cloud.ts'
import type { Read } from '../../core/fact.ts'
import { type Change, type Step, verdict } from '../../core/step.ts'
import { accepted, apiObjects } from '../../steps/apiObjects.ts'
import { adminAccess } from '../addresses.ts'
import type { ComponentContext } from '../component.ts'
import { imageBuild } from './imageBuild.ts'
import { adminProject, listing } from './listing.ts'

/** Also the name by which "stackstead verify" looks for it. */
export const TEST_IMAGE = 'stackstead-test'

const imageRow = z.object({
  id: z.string(),
  status: z.string(),
  owner: z.string().nullish(),
  /** Our own property: the recipe it was built by. Absent on an image of a person's own. */
  stackstead_build: z.string().optional(),
})

/** MiB an instance of it needs: its kernel unpacks an initramfs of some 30 MB, and its shell wants room beside. */
export const TEST_IMAGE_MEMORY = 192

/** On the machine of glance, because the file is built and sent from there. */
export function testImage(context: ComponentContext): Step[] {
  const machine = machineOf(context.cloud, 'glance').name
  const access = adminAccess(context)
  const build = imageBuild(context.texts)
  const path = `/v2/images?name=${TEST_IMAGE}&limit=100`
  const images = listing(access, { service: 'image', path, key: 'images' }, imageRow)
  const project = adminProject(access)
  const ours = (read: Read) =>
    images.of(read).filter((row) => row.owner === project.id(read) && row.stackstead_build !== undefined)
  const current = (read: Read, status: string) =>
    ours(read).find((row) => row.stackstead_build === build.hash && row.status === status)
  /** The one to keep: what is ready, else what waits for its content. */
  const kept = (read: Read) => current(read, 'active') ?? current(read, 'queued')
  const base = { machine, access, reads: [images.fact, project.fact] }
  const subject = `image ${TEST_IMAGE}`
  const content: Change = { kind: 'api', operation: 'update', subject, summary: 'its content, from Debian packages' }
  return [
    apiObjects({
      ...base,
      id: `first-use/image-record@${machine}`,
      title: 'Register the test image',
      explains: 'Glance keeps what is known of an image apart from its content, which follows.',
      subjects: [subject],
      missing: (read) => {
        if (kept(read) !== undefined) return []
        const request = { service: 'image', method: 'POST', path: '/v2/images', body: record(build.hash) } as const
        return [{ operation: 'create', subject, request }]
      },
    }),
    {
      id: `first-use/image@${machine}`,
      title: 'Build and upload the test image',
      machine,
      explains: 'A kernel, busybox and an ssh server from Debian: 15 MB that start within seconds, emulated too.',
      lock: `apt@${machine}`,
      reads: base.reads,
      expected: [content],
      check: (read) => verdict(current(read, 'active') === undefined ? [content] : []),
      actions: (read) => {
        const path = `/v2/images/${kept(read)?.id}/file`
        const upload = accepted(access, [{ service: 'image', method: 'PUT', path, file: build.file }])
        return [
          { kind: 'run', command: build.command, remedy: 'Look whether the machine reaches its Debian mirror.' },
          { kind: 'run', command: upload },
          { kind: 'run', command: build.cleanUp },
        ]
      },
    },
    apiObjects({
      ...base,
      id: `first-use/image-outdated@${machine}`,
      title: 'Delete outdated test images',
      explains: 'Images of an earlier recipe, and what an interrupted upload left.',
      subjects: [],
      missing: (read) =>
        ours(read)
          .filter((row) => row.id !== kept(read)?.id)
          .map(({ id, status }) => ({
            operation: 'delete',
            subject: `${subject} ${id}`,
            summary: status === 'active' ? 'of an earlier recipe' : status,
            request: { service: 'image', method: 'DELETE', path: `/v2/images/${id}` },
          })),
    }),
  ]
}

/** Virtio alone, because the kernel for virtual machines knows no other hardware. */
function record(hash: string) {
  return {
    name: TEST_IMAGE,
    disk_format: 'qcow2',
    container_format: 'bare',
    visibility: 'public',
    min_ram: TEST_IMAGE_MEMORY,
    hw_disk_bus: 'virtio',
    hw_vif_model: 'virtio',
    hw_rng_model: 'virtio',
    os_type: 'linux',
    stackstead_build: hash,
  }
}
