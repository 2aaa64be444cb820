/** Where a listing goes on: Keystone, Nova, Neutron and Glance each say it in their own way. */
import { z } from 'zod'

const link = z.object({ rel: z.string(), href: z.string() })

/**
 * The next page's path below the service's address, or undefined after the last.
 * Keystone: links.next. Nova and Neutron: <key>_links with rel "next". Glance: next.
 */
export function nextPage(body: Readonly<Record<string, unknown>>, key: string, endpoint: string): string | undefined {
  const href = nextLink(body, key)
  if (href === undefined) return undefined
  const { pathname } = new URL(endpoint)
  const next = new URL(href, endpoint)
  const prefix = pathname === '/' ? '' : pathname
  return next.pathname.slice(next.pathname.startsWith(prefix) ? prefix.length : 0) + next.search
}

function nextLink(body: Readonly<Record<string, unknown>>, key: string): string | undefined {
  const links = z.array(link).safeParse(body[`${key}_links`])
  const keystone = z.object({ next: z.string() }).safeParse(body.links)
  const glance = z.string().safeParse(body.next)
  return (links.data?.find((one) => one.rel === 'next')?.href ?? keystone.data?.next ?? glance.data) || undefined
}
