/** `npm run package`: builds the app and packs it for this computer's platform; says in one line what kept it from that. */
import { build } from 'electron-builder'
import { electronBinary } from './electronBinary.ts'
import { freshBuild } from './freshBuild.ts'
import { afterPack, type Packed } from './setFuses.ts'

const words = process.argv.slice(2)
if (words.includes('--help')) {
  console.log(`Usage: npm run package [-- --dir]

Packs Stackstead for this platform into dist/packages: AppImage and deb, dmg, or an installer (nsis).
  --dir   only the folder with the app, no package around it`)
} else {
  process.exitCode = await pack(words.includes('--dir'))
}

async function pack(folderOnly: boolean): Promise<number> {
  const binary = electronBinary(true)
  if ('lacks' in binary) {
    console.error(`Nothing was packaged: ${binary.lacks}, and a package has Electron in it.`)
    return 1
  }
  await freshBuild(['page', 'window', 'command line'])
  const files = await build({
    ...(folderOnly ? { dir: true } : {}),
    config: { extends: 'electron-builder.yml', afterPack: (context) => afterPack(context as unknown as Packed) },
  })
  for (const file of files) console.log(file)
  return 0
}
