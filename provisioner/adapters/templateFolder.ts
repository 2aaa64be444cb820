/** What comes with Stackstead: template texts, read once, any of them overridden by a second folder; and where recipes lie. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { StacksteadError } from '../core/errors.ts'
import type { TemplateTexts } from '../core/template.ts'

// Two folders up, from here as from the bundles, dist/electron and that of the command line.
/** The templates that come with Stackstead. */
export const TEMPLATE_FOLDER = fileURLToPath(new URL('../../templates/files/', import.meta.url))

/** The recipes that come with Stackstead. */
export const RECIPE_FOLDER = fileURLToPath(new URL('../../templates/recipes/', import.meta.url))

/** @param overrides a person's own folder of the same shape, or undefined */
export function templateTexts(folder: string = TEMPLATE_FOLDER, overrides?: string): TemplateTexts {
  const texts = new Map([...readFolder(folder), ...(overrides === undefined ? [] : readFolder(overrides))])
  return {
    get: (path) => {
      const text = texts.get(path)
      if (text === undefined) throw new StacksteadError({ code: 'internal', message: `There is no template ${path}.` })
      return text
    },
  }
}

function readFolder(folder: string): [string, string][] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const paths = entries.map((entry) => join(entry.parentPath, entry.name))
  return paths.map((path) => [relative(folder, path), readFileSync(path, 'utf8')])
}
