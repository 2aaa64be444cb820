/** The tabs of the screen: each has an address of its own. */
export const VIEWS = [
  { id: 'topology', title: 'Topology' },
  { id: 'networks', title: 'Networks' },
  { id: 'routers', title: 'Routers' },
  { id: 'ports', title: 'Ports' },
  { id: 'floating-ips', title: 'Floating IPs' },
  { id: 'security-groups', title: 'Security groups' },
] as const

export type ViewId = (typeof VIEWS)[number]['id']

export function viewOf(segment: string | undefined): ViewId {
  return VIEWS.find(({ id }) => id === segment)?.id ?? 'topology'
}
