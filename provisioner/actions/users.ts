/** Users: who may log in. Passwords are typed, sent and forgotten; no command or file ever shows one. */
import { z } from 'zod'
import { Secret } from '../core/secret.ts'
import { action } from './action.ts'
import { path } from './apiCall.ts'
import { description, id, name, target } from './fields.ts'
import { type Block, Reference } from './hcl.ts'
import { DEFAULT_DOMAIN, IDENTITY, made, wrapped } from './keystone.ts'
import { flag, operand, option } from './words.ts'

/** bcrypt, Keystone's default, takes 54 to 72 bytes of a password; Keystone's own limit is max_password_length, 4096. */
const password = z
  .string()
  .min(8, '8 characters at least.')
  .max(4096)
  .transform((text) => new Secret(text))

const email = z.email('That is not an email address.').max(255)

const fields = {
  description: description.optional(),
  email: email.optional(),
  isEnabled: z.boolean().optional(),
  /** Where the user is at home. It gives no role there. */
  defaultProjectId: id.optional(),
}
type Fields = z.output<z.ZodObject<typeof fields>>

const newUser = z.strictObject({ name, domainId: id.default(DEFAULT_DOMAIN), password: password.optional(), ...fields })

export const userActions = {
  'user.create': action({
    input: newUser,
    role: 'admin',
    attempted: (wanted) => `Creating the user ${wanted.name}`,
    calls: ({ domainId, name, password, ...wanted }) => [
      {
        ...IDENTITY,
        method: 'POST',
        path: '/v3/users',
        ...wrapped('user', { name, domain_id: domainId, password, ...properties(wanted) }),
      },
    ],
    commands: ({ domainId, name, password, ...wanted }) => [
      [
        ...['openstack', 'user', 'create', '--domain', domainId],
        ...(password === undefined ? [] : ['--password-prompt']),
        ...words(wanted),
        ...operand(name),
      ],
    ],
    terraform: (wanted) => [resource(wanted)],
    answer: made('user'),
  }),
  'user.update': action({
    input: z.strictObject({
      ...target.shape,
      newName: name.optional(),
      ...fields,
      /** Empty: none any more. */
      email: email.or(z.literal('')).optional(),
    }),
    role: 'admin',
    attempted: (user) => `Changing the user ${user.name}`,
    calls: ({ id, newName, ...wanted }) => [
      {
        ...IDENTITY,
        method: 'PATCH',
        path: path`/v3/users/${id}`,
        ...wrapped('user', { name: newName, ...properties(wanted) }),
      },
    ],
    // The command takes an empty text for none given, and has no other word for it.
    commands: ({ id, newName, ...wanted }) =>
      wanted.email === '' || wanted.description === ''
        ? []
        : [['openstack', 'user', 'set', ...option('--name', newName), ...words(wanted), id]],
    terraform: ({ name, newName = name, ...wanted }) => [resource({ ...wanted, name: newName })],
  }),
  'user.setPassword': action({
    input: z.strictObject({ ...target.shape, password }),
    role: 'admin',
    attempted: (user) => `Setting the password of the user ${user.name}`,
    calls: ({ id, password }) => [
      { ...IDENTITY, method: 'PATCH', path: path`/v3/users/${id}`, ...wrapped('user', { password }) },
    ],
    commands: ({ id }) => [['openstack', 'user', 'set', '--password-prompt', id]],
    terraform: ({ name }) => [resource({ name, password: true })],
  }),
  'user.delete': action({
    input: target,
    role: 'admin',
    attempted: (user) => `Deleting the user ${user.name}`,
    calls: ({ id }) => [{ ...IDENTITY, method: 'DELETE', path: path`/v3/users/${id}` }],
    commands: ({ id }) => [['openstack', 'user', 'delete', id]],
  }),
}

function properties(wanted: Fields) {
  return {
    description: wanted.description,
    email: wanted.email,
    enabled: wanted.isEnabled,
    default_project_id: wanted.defaultProjectId,
  }
}

function words(wanted: Fields): string[] {
  return [
    ...option('--description', wanted.description),
    ...option('--email', wanted.email),
    ...option('--project', wanted.defaultProjectId),
    ...flag(wanted.isEnabled, '--enable', '--disable'),
  ]
}

function resource(
  wanted: Fields & { readonly name: string; readonly domainId?: string; readonly password?: unknown },
): Block {
  return {
    type: 'openstack_identity_user_v3',
    name: wanted.name,
    attributes: {
      name: wanted.name,
      domain_id: wanted.domainId,
      // A .tf file is no place for a password.
      ...(wanted.password === undefined ? {} : { password: new Reference('var.user_password') }),
      description: wanted.description,
      default_project_id: wanted.defaultProjectId,
      enabled: wanted.isEnabled,
      ...(wanted.email === undefined ? {} : { extra: { email: wanted.email } }),
    },
  }
}
