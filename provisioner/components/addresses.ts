/** Where the services of a cloud find each other: one place for every address and port. */
import { type Cloud, machineOf } from '../config/cloud.ts'
import type { PartId } from '../config/parts.ts'
import { reveal, Secret, secret } from '../core/secret.ts'
import type { ApiAccess } from '../facts/api.ts'
import type { ComponentContext } from './component.ts'

/** Ports as Debian's packages and OpenStack's documentation use them. */
export const PORTS = {
  mariadb: 3306,
  rabbitmq: 5672,
  memcached: 11211,
  keystone: 5000,
  placement: 8778,
  glance: 9292,
  'nova-api': 8774,
  'nova-metadata': 8775,
  'nova-novncproxy': 6080,
  'neutron-api': 9696,
  horizon: 80,
} as const satisfies Partial<Record<PartId, number>>

/** The management address of the one machine that runs a part: where it listens. */
export function addressOf(cloud: Cloud, part: PartId): string {
  return machineOf(cloud, part).management
}

/** http://address:port of a part. */
export function urlOf(cloud: Cloud, part: keyof typeof PORTS): string {
  return `http://${addressOf(cloud, part)}:${PORTS[part]}`
}

/** Keystone's address as every service's `auth_url`. */
export function keystoneUrl(cloud: Cloud): string {
  return `${urlOf(cloud, 'keystone')}/v3`
}

/** SQLAlchemy URL of a database; account and secret carry the service's name. */
export function databaseUrl({ cloud, secrets }: ComponentContext, user: string, database = user): Secret {
  return secret`mysql+pymysql://${user}:${urlPart(secrets.get(`${user}/database`))}@${addressOf(cloud, 'mariadb')}/${database}?charset=utf8`
}

/** oslo.messaging URL of the broker. */
export function messagingUrl({ cloud, secrets }: ComponentContext): Secret {
  return secret`rabbit://openstack:${urlPart(secrets.get('rabbitmq/openstack'))}@${addressOf(cloud, 'rabbitmq')}:${PORTS.rabbitmq}/`
}

/** A person may have put passwords of their own in place of ours, with signs that mean something in a URL. */
function urlPart(password: Secret): Secret {
  return new Secret(encodeURIComponent(reveal(password)))
}

/** The administrator's access, for steps that read or make API objects. */
export function adminAccess({ cloud, secrets }: Pick<ComponentContext, 'cloud' | 'secrets'>): ApiAccess {
  return { keystone: keystoneUrl(cloud), password: secrets.get('keystone/admin'), region: cloud.region }
}

/** The values every `[keystone_authtoken]` section takes (templates/files/shared/keystoneAuthtoken.liquid). */
export function serviceAuth(context: ComponentContext, user: string) {
  return {
    keystoneUrl: keystoneUrl(context.cloud),
    memcached: `${addressOf(context.cloud, 'memcached')}:${PORTS.memcached}`,
    region: context.cloud.region,
    user,
    password: context.secrets.get(`${user}/keystone`),
  }
}
