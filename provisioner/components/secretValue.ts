/** How a template's schema names a secret value. */
import { z } from 'zod'
import { Secret } from '../core/secret.ts'

export const secretValue = z.instanceof(Secret)
