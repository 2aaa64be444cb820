/** An image from a file of this computer: looked at first, so that nobody has to know its format. */
import { Select, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import type { ImageFile } from '../../../../electron/contract/images.ts'
import type { ErrorData } from '../../../../electron/contract/index.ts'
import { useActions } from '../../../api/useActions.ts'
import { CallError, call, useAction, useRequest } from '../../../api/useRequest.ts'
import { byteWords } from '../imageWords.ts'
import { AddForm } from './AddForm.tsx'
import css from './AddImage.module.css'
import type { SourceProps } from './AddImage.tsx'
import {
  checksumInput,
  checksumProblem,
  diskFor,
  formatOfName,
  type NewImage,
  nameOf,
  type Visibility,
} from './newImage.ts'
import { sendWith } from './sendWith.ts'

/** Milliseconds after the last letter before the file is looked at. */
const TYPED = 300

export function FromFile({ cloud, me, onClose }: SourceProps) {
  const actions = useActions()
  const [file, setFile] = useState('')
  const [checksum, setChecksum] = useState('')
  const [chosenFormat, setFormat] = useState<NewImage['format']>()
  const [named, setNamed] = useState<string>()
  const [visibility, setVisibility] = useState<Visibility>('private')
  const [tried, setTried] = useState(false)
  const { mutateAsync } = useAction('images.upload', { quiet: true })
  const path = file.trim()
  const [settled] = useDebouncedValue(path, TYPED)
  const isWhole = /^(\/|~\/)./.test(settled)
  const looked = useRequest('images.look', { file: settled }, { enabled: isWhole })
  const found = settled === path ? looked.data : undefined
  const format = chosenFormat ?? found?.format ?? formatOfName(path) ?? 'qcow2'
  const sum = checksumInput(checksum)
  const sumProblem = sum !== undefined && 'url' in sum ? 'Write the number itself.' : checksumProblem(checksum)
  const fileProblem =
    path === ''
      ? 'Write where the file is.'
      : !/^(\/|~\/)/.test(path)
        ? 'Write the whole path, like /home/me/disk.qcow2 or ~/disk.qcow2.'
        : settled === path && looked.error !== null
          ? looked.error.data.message
          : packedProblem(found)
  // What was typed and sent at once is looked at before it is sent: its content says what it is.
  const send = async (image: NewImage): Promise<ErrorData | undefined> => {
    const upload = async (): Promise<unknown> => {
      const seen = found ?? (await call('images.look', { file: path }))
      const packed = packedProblem(seen)
      if (packed !== undefined) throw new CallError({ code: 'invalid-input', message: packed })
      const as = { ...image, ...wants(seen), format: chosenFormat ?? seen.format }
      return mutateAsync({
        cloud,
        file: path,
        image: as,
        ...(sum !== undefined && 'value' in sum ? { checksum: sum } : {}),
      })
    }
    return sendWith(upload())
  }
  return (
    <AddForm
      me={me}
      image={{ name: named ?? nameOf(path), format, visibility, ...wants(found) }}
      from={path}
      onName={setNamed}
      onVisibility={setVisibility}
      wrong={fileProblem !== undefined || sumProblem !== undefined}
      onTried={() => setTried(true)}
      send={send}
      submit="Upload the image"
      onClose={onClose}
    >
      <TextInput
        label="File"
        data-autofocus
        placeholder="~/images/disk.qcow2"
        autoComplete="off"
        spellCheck={false}
        classNames={{ input: 'mono' }}
        value={file}
        error={tried || (settled === path && isWhole) ? fileProblem : undefined}
        onChange={(event) => setFile(event.currentTarget.value)}
      />
      {found === undefined ? undefined : (
        <p className={css.found} role="status">
          <span className="mono">{byteWords(found.size)}</span>
          <span className={css.quiet}>
            {found.format}, {found.by === 'content' ? 'by what is in it' : 'by its name'}
            {found.virtualSize === undefined ? '' : `; the disk inside has ${byteWords(found.virtualSize)}`}
          </span>
        </p>
      )}
      <div className={css.pair}>
        <TextInput
          label="Checksum"
          description="SHA-256 or SHA-512, where its maker tells one."
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          autoComplete="off"
          spellCheck={false}
          classNames={{ input: 'mono' }}
          value={checksum}
          error={tried ? sumProblem : undefined}
          onChange={(event) => setChecksum(event.currentTarget.value)}
        />
        <Select
          label="Format"
          description={
            format === 'iso'
              ? 'An ISO is installed from: an instance starts it as a CD, and its flavor’s ephemeral disk is what it installs to.'
              : 'What is in the file decides, not its name.'
          }
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          allowDeselect={false}
          data={[...(actions?.DISK_FORMATS ?? [format])]}
          value={format}
          onChange={(value) => setFormat((value ?? undefined) as NewImage['format'])}
        />
      </div>
    </AddForm>
  )
}

function packedProblem(found: ImageFile | undefined): string | undefined {
  return found?.packed === undefined
    ? undefined
    : `It is packed (${found.packed}). Unpack it first: Nova cannot start what is packed.`
}

/** What the disk inside asks of a flavor. */
function wants(found: ImageFile | undefined): { readonly minDisk?: number } {
  const minDisk = found === undefined ? 0 : diskFor(found)
  return minDisk > 0 ? { minDisk } : {}
}
