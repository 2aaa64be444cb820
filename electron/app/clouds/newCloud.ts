/** The cloud.yaml of a new cloud: its name, no machines, and what the sections are for. */
import { stringify } from 'yaml'

export function newCloudText(name: string): string {
  return `# A cloud for Stackstead. Edit it here or in the window; comments and order stay as you write them.

name: ${stringify(name).trim()}

# Your machines, by the names they shall have. Roles: controller, network, compute.
machines: {}
`
}
