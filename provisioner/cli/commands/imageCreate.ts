/** `stackstead image create`: from a file, an address, or the catalogue of well-known systems. */
import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { Command, Option } from 'commander'
import { quote } from '../../core/command.ts'
import { StacksteadError } from '../../core/errors.ts'
import {
  ACTIONS,
  type CatalogueImage,
  type Checksum,
  DISK_FORMATS,
  didYouMean,
  explain,
  FORMAT_HEAD,
  fileFormat,
  IMAGE_CATALOGUE,
  type InputOfAction,
  importImage,
  type Uploaded,
  type UploadProgress,
  uploadFile,
} from '../../index.ts'
import { bytes, shownName } from '../render/text.ts'
import { checkedInput, showExplained } from '../running/act.ts'
import { onCloud, openPlace, type Place, type PlaceOptions } from '../running/openPlace.ts'
import { property } from '../running/words.ts'
import { working } from '../session.ts'
import { waiting } from '../waiting.ts'

interface Own extends PlaceOptions {
  readonly upload?: string
  readonly url?: string
  readonly catalogue?: string
  readonly format?: (typeof DISK_FORMATS)[number]
  readonly sha256?: string
  readonly sha512?: string
  readonly public?: boolean
  readonly property?: Readonly<Record<string, string>>
}

type NewImage = InputOfAction<'image.create'>

/** Where the bytes come from, and what is made of them. */
interface Source {
  readonly image: NewImage
  readonly from: { readonly file: string } | { readonly url: string }
  readonly checksum?: Checksum | { readonly url: string }
}

export function imageCreateCommand(): Command {
  const command = new Command('create')
    .summary('upload an image')
    .description(
      'Makes an image of a file of this computer, of what an address has, or of a well-known system. What is sent is summed and compared, and an image that is not whole is taken away again.',
    )
    .argument('[name]', 'what it shall be called (default: what the file or system is called)')
    .option('--upload <file>', 'a file of this computer')
    .option('--url <address>', 'something on the web, fetched through this computer')
    .option('--catalogue <system>', `a well-known system: ${systems().join(', ')}`)
    .addOption(new Option('--format <format>', 'what it is (default: as it looks)').choices(DISK_FORMATS))
    .option('--sha256 <sum>', 'what its maker says it is')
    .option('--sha512 <sum>', 'the same')
    .option('--public', 'for every project; administrators only')
    .option('--property <key=value>', 'like os_distro=debian; again for more', property)
  return working<Own>(onCloud(command, 'changes'), async (session, own, [name]) => {
    const source = await sourceOf(own, name)
    const input = checkedInput('image.create', source.image)
    await using place = await openPlace(session, own)
    if (place.explains) {
      showExplained(place, explained(source))
      return 0
    }
    const { image } = await sent(place, { ...source, image: input })
    if (session.options.json) session.terminal.json(image)
    else session.terminal.out(`${shownName(image.name)} is there: ${bytes(image.size ?? 0)}. Id: ${image.id}`)
    return 0
  })
}

/** Each system once, by what it is called without its architecture. */
function systems(): string[] {
  return [...new Set(IMAGE_CATALOGUE.map(({ architecture, id }) => id.replace(`-${architecture}`, '')))]
}

async function sourceOf(own: Own, name: string | undefined): Promise<Source> {
  const { catalogue, format, upload: file, url } = own
  if ([catalogue, file, url].filter((one) => one !== undefined).length !== 1) {
    throw new StacksteadError({
      code: 'invalid-input',
      message: 'It was not said where the image comes from.',
      remedy: 'Write one of --upload, --url and --catalogue.',
    })
  }
  const more = {
    ...(own.public === true ? { visibility: 'public' as const } : {}),
    properties: { ...own.property },
  }
  const checksum = checksumOf(own)
  const given = checksum === undefined ? {} : { checksum }
  if (catalogue !== undefined) {
    const system = known(catalogue)
    const { minDisk, minMemory, properties } = system
    const image = { name: name ?? system.title, format: format ?? system.format, minDisk, minMemory, ...more }
    return {
      image: { ...image, properties: { ...properties, ...more.properties } },
      from: { url: system.url },
      checksum: system.checksum,
      ...given,
    }
  }
  const called = basename(file ?? decodeURIComponent(new URL(url ?? '').pathname))
  const image = { name: name ?? called, format: format ?? (await formatOf(called, file)), ...more }
  return { image, from: file === undefined ? { url: url ?? '' } : { file }, ...given }
}

function known(wanted: string): CatalogueImage {
  const architecture = process.arch === 'arm64' ? 'aarch64' : 'x86_64'
  const found =
    IMAGE_CATALOGUE.find(({ id }) => id === wanted) ??
    IMAGE_CATALOGUE.find(({ id }) => id === `${wanted}-${architecture}`)
  if (found !== undefined) return found
  throw new StacksteadError({
    code: 'invalid-input',
    message: `The catalogue has no system ${shownName(wanted)}.`,
    remedy: didYouMean(wanted, systems()),
  })
}

function checksumOf({ sha256, sha512 }: Own): Checksum | undefined {
  if (sha512 !== undefined) return { algorithm: 'sha512', value: sha512.toLowerCase() }
  return sha256 === undefined ? undefined : { algorithm: 'sha256', value: sha256.toLowerCase() }
}

/** Of a file by what is in it; of an address by its name. */
async function formatOf(called: string, file: string | undefined): Promise<NewImage['format']> {
  if (file === undefined) return fileFormat(called, new Uint8Array()).format
  const opened = await open(file).catch((cause: unknown) => {
    throw new StacksteadError({ code: 'invalid-input', message: `${file} cannot be read.` }, { cause })
  })
  await using handle = opened
  const { size } = await handle.stat()
  const [head, tail] = [new Uint8Array(Math.min(FORMAT_HEAD, size)), new Uint8Array(Math.min(512, size))]
  await handle.read(head, 0, head.length, 0)
  await handle.read(tail, 0, tail.length, size - tail.length)
  const { format, packed } = fileFormat(called, head, tail)
  if (packed === undefined) return format
  throw new StacksteadError({
    code: 'invalid-input',
    message: `${file} is packed with ${packed}; no instance could start from it.`,
    remedy: 'Unpack it first.',
  })
}

async function sent(
  { os, session, signal }: Place,
  source: Source & { image: ReturnType<typeof checkedInput<'image.create'>> },
): Promise<Uploaded> {
  const { checksum, from, image } = source
  const name = shownName(image.name)
  using line = waiting(session.terminal, `Uploading ${name}`)
  let told = 0
  const onProgress = ({ sent, stage, total }: UploadProgress): void => {
    if (stage === 'checking') line.say(`Comparing what Glance stored of ${name}`)
    if (stage === 'checking' || Date.now() - told < 500) return
    told = Date.now()
    line.say(`Uploading ${name}  ${bytes(sent)}${total === undefined ? '' : ` of ${bytes(total)}`}`)
  }
  const upload = { image, onProgress, signal }
  if ('url' in from) return importImage(os.session, { ...upload, url: from.url, ...(checksum && { checksum }) })
  const expected = checksum === undefined || 'url' in checksum ? {} : { expected: checksum }
  return uploadFile(os.session, from.file, { ...upload, ...expected })
}

/** The content is no part of the action; it follows as a request of its own. */
function explained({ from, image }: Source) {
  const shown = explain(ACTIONS['image.create'] as never, checkedInput('image.create', image) as never)
  const file = 'file' in from ? from.file : basename(new URL(from.url).pathname)
  const fetched = 'url' in from ? [['curl', '-fLO', from.url].map(quote).join(' ')] : []
  const [first = ''] = shown.commands
  return {
    ...shown,
    requests: [...shown.requests, { service: 'image' as const, line: 'PUT /v2/images/{id}/file', body: `(${file})` }],
    commands: [...fetched, first.replace('openstack image create', `openstack image create --file ${quote(file)}`)],
  }
}
