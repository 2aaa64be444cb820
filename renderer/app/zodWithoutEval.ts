/** zod would compile its checks with `new Function`, which the page's policy forbids; imported before any schema is made. */
import { config } from 'zod/v4/core'

config({ jitless: true })
