/** An image from any address on the web, compared with its checksum where one is given. */
import { Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useActions } from '../../../api/useActions.ts'
import { useAction } from '../../../api/useRequest.ts'
import { AddForm } from './AddForm.tsx'
import css from './AddImage.module.css'
import type { SourceProps } from './AddImage.tsx'
import {
  addressProblem,
  checksumInput,
  checksumProblem,
  fileOf,
  formatOfName,
  type NewImage,
  nameOf,
  packedOfName,
  type Visibility,
} from './newImage.ts'
import { sendWith } from './sendWith.ts'

export function FromUrl({ cloud, me, onClose }: SourceProps) {
  const actions = useActions()
  const [url, setUrl] = useState('')
  const [checksum, setChecksum] = useState('')
  const [chosenFormat, setFormat] = useState<NewImage['format']>()
  const [named, setNamed] = useState<string>()
  const [visibility, setVisibility] = useState<Visibility>('private')
  const [tried, setTried] = useState(false)
  const { mutateAsync } = useAction('images.importUrl', { quiet: true })
  const address = url.trim()
  const packed = packedOfName(fileOf(address))
  const format = chosenFormat ?? formatOfName(fileOf(address)) ?? 'qcow2'
  const problems = {
    url:
      addressProblem(url) ??
      (packed === undefined
        ? undefined
        : `A .${packed} file has to be unpacked first: fetch it, unpack it, and add it from this computer.`),
    checksum: checksumProblem(checksum),
  }
  const sum = checksumInput(checksum)
  return (
    <AddForm
      me={me}
      image={{ name: named ?? nameOf(address), format, visibility }}
      from={address}
      note="It passes through this computer: Glance needs no way to the internet of its own."
      onName={setNamed}
      onVisibility={setVisibility}
      wrong={problems.url !== undefined || problems.checksum !== undefined}
      onTried={() => setTried(true)}
      send={(image) =>
        sendWith(mutateAsync({ cloud, url: address, image, ...(sum === undefined ? {} : { checksum: sum }) }))
      }
      submit="Fetch the image"
      onClose={onClose}
    >
      <TextInput
        label="Address"
        data-autofocus
        placeholder="https://cloud.example.org/disk.qcow2"
        autoComplete="off"
        spellCheck={false}
        classNames={{ input: 'mono' }}
        value={url}
        error={tried || packed !== undefined ? problems.url : undefined}
        onChange={(event) => setUrl(event.currentTarget.value)}
      />
      <div className={css.pair}>
        <TextInput
          label="Checksum"
          description="SHA-256 or SHA-512, or the address of the file it stands in. Without one, what comes is taken as it is."
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          autoComplete="off"
          spellCheck={false}
          classNames={{ input: 'mono' }}
          value={checksum}
          error={tried ? problems.checksum : undefined}
          onChange={(event) => setChecksum(event.currentTarget.value)}
        />
        <Select
          label="Format"
          description={
            format === 'iso'
              ? 'An ISO is installed from: an instance starts it as a CD, and its flavor’s ephemeral disk is what it installs to.'
              : 'By the ending of the address, where it says.'
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
