/** `npm run build`: page, main process and preload, whether they changed or not. */
import { freshBuild } from './freshBuild.ts'

await freshBuild(['page', 'window'], true)
