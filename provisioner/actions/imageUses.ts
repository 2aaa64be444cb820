/** Images and others: where Glance fetches one from, and which projects may use it. */
import { z } from 'zod'
import { action } from './action.ts'
import { path } from './apiCall.ts'
import { id, target } from './fields.ts'
import { IMAGE } from './images.ts'

const shared = z.strictObject({ ...target.shape, project: target })

export const imageUseActions = {
  /** Glance fetches the content itself; only where GET /v2/info/import lists web-download. */
  'image.import': action({
    input: z.strictObject({ ...target.shape, url: z.url({ protocol: /^https?$/ }).max(2048) }),
    attempted: (image) => `Importing the image ${image.name}`,
    calls: ({ id, url }) => [
      {
        ...IMAGE,
        method: 'POST',
        path: path`/v2/images/${id}/import`,
        body: { method: { name: 'web-download', uri: url } },
      },
    ],
    commands: ({ id, url }) => [['openstack', 'image', 'import', '--method', 'web-download', '--uri', url, id]],
  }),
  /** The image has to be of visibility "shared", which is what a new one is. */
  'image.share': action({
    input: shared,
    attempted: (image) => `Sharing the image ${image.name} with the project ${image.project.name}`,
    calls: ({ id, project }) => [
      { ...IMAGE, method: 'POST', path: path`/v2/images/${id}/members`, body: { member: project.id } },
    ],
    commands: ({ id, project }) => [['openstack', 'image', 'add', 'project', id, project.id]],
    terraform: ({ id, name, project }) => [
      {
        type: 'openstack_images_image_access_v2',
        name: `${name}-for-${project.name}`,
        attributes: { image_id: id, member_id: project.id },
      },
    ],
  }),
  'image.unshare': action({
    input: shared,
    attempted: (image) => `Sharing the image ${image.name} no longer with the project ${image.project.name}`,
    calls: ({ id, project }) => [{ ...IMAGE, method: 'DELETE', path: path`/v2/images/${id}/members/${project.id}` }],
    commands: ({ id, project }) => [['openstack', 'image', 'remove', 'project', id, project.id]],
  }),
  /** By the project it was shared with, which is the one logged in to: whether it stands in its list. */
  'image.acceptShare': action({
    input: z.strictObject({ ...target.shape, projectId: id, status: z.enum(['accepted', 'rejected', 'pending']) }),
    attempted: (image) => `Answering for the shared image ${image.name}`,
    calls: ({ id, projectId, status }) => [
      { ...IMAGE, method: 'PUT', path: path`/v2/images/${id}/members/${projectId}`, body: { status } },
    ],
    // With --project the command would also make that project the image's owner.
    commands: ({ id, status }) => {
      const word = { accepted: '--accept', rejected: '--reject', pending: '--pending' }[status]
      return [['openstack', 'image', 'set', word, id]]
    },
    terraform: ({ id, name, projectId, status }) => [
      {
        type: 'openstack_images_image_access_accept_v2',
        name,
        attributes: { image_id: id, member_id: projectId, status },
      },
    ],
  }),
}
