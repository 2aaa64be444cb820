/** Where a listing goes on: Keystone, Nova, Neutron and Glance each say it in their own way. */
import { z } from 'zod'

// Made once: zod compiles a schema when it is first used.
const LINKS = z.array(z.object({ rel: z.string(), href: z.string() }))
const KEYSTONE = z.object({ next: z.string() })
const GLANCE = z.string()

/**
 * What the next page is asked for by, like "?marker=…&limit=500", or undefined after the last. Of the link only this counts:
 * behind a proxy, services name themselves by an address and a path nobody else knows.
 * `limit`: rows it is to have; by default what the service says.
 * Keystone: links.next. Nova and Neutron: <key>_links with rel "next". Glance: next.
 */
export function nextPage(body: Readonly<Record<string, unknown>>, key: string, limit?: number): string | undefined {
  const href = nextLink(body, key)
  if (href === undefined) return undefined
  const next = new URL(href, 'http://service')
  if (limit !== undefined) next.searchParams.set('limit', String(limit))
  return next.search
}

function nextLink(body: Readonly<Record<string, unknown>>, key: string): string | undefined {
  const links = LINKS.safeParse(body[`${key}_links`])
  const keystone = KEYSTONE.safeParse(body.links)
  const glance = GLANCE.safeParse(body.next)
  return (links.data?.find((one) => one.rel === 'next')?.href ?? keystone.data?.next ?? glance.data) || undefined
}

const known = new WeakMap<z.ZodType, Map<string, z.ZodType<Record<string, unknown>>>>()

/** One page of a listing: rows under `key`, and where it goes on. The same schema each time, which zod compiles once. */
export function pageOf(key: string, row: z.ZodType): z.ZodType<Record<string, unknown>> {
  const ofRow = known.get(row) ?? new Map<string, z.ZodType<Record<string, unknown>>>()
  known.set(row, ofRow)
  const page = ofRow.get(key) ?? z.looseObject({ [key]: z.array(row) })
  ofRow.set(key, page)
  return page
}
