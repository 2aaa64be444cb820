/** zod would compile its checks with `new Function`, which the page's policy forbids; imported before any schema is made. */
import { z } from 'zod'

z.config({ jitless: true })
