/** Where a listing goes on: Keystone, Nova, Neutron and Glance each say it in their own way. */
import { z } from 'zod'

const link = z.object({ rel: z.string(), href: z.string() })

/**
 * What the next page is asked for by, like "?marker=…&limit=500", or undefined after the last. Of the link only this counts:
 * behind a proxy, services name themselves by an address and a path nobody else knows.
 * Keystone: links.next. Nova and Neutron: <key>_links with rel "next". Glance: next.
 */
export function nextPage(body: Readonly<Record<string, unknown>>, key: string): string | undefined {
  const href = nextLink(body, key)
  return href === undefined ? undefined : new URL(href, 'http://service').search
}

function nextLink(body: Readonly<Record<string, unknown>>, key: string): string | undefined {
  const links = z.array(link).safeParse(body[`${key}_links`])
  const keystone = z.object({ next: z.string() }).safeParse(body.links)
  const glance = z.string().safeParse(body.next)
  return (links.data?.find((one) => one.rel === 'next')?.href ?? keystone.data?.next ?? glance.data) || undefined
}
