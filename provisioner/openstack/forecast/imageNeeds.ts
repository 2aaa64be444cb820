/**
 * ImagePropertiesFilter: processor, hypervisor and kind of machine an image is made for
 * (nova/scheduler/filters/image_props_filter.py). The older names of the properties count too.
 */
import type { ComputeNow, Refusal } from './wanted.ts'

type Properties = Readonly<Record<string, string>>

export function imageRefusals({ hypervisor }: ComputeNow, properties: Properties): Refusal[] {
  if (hypervisor === undefined) return []
  const { hw_architecture, architecture, img_hv_type, hypervisor_type, hw_vm_mode, vm_mode } = properties
  const { arch, type } = hypervisor
  const wantedArch = hw_architecture ?? architecture
  const wantedType = img_hv_type ?? hypervisor_type
  const wantedMode = hw_vm_mode ?? vm_mode
  const whys = [
    wantedArch !== undefined && arch !== undefined && !runs(arch, wantedArch)
      ? `The image is for ${wantedArch}; its processor is ${arch}.`
      : undefined,
    wantedType !== undefined && !isType(type, wantedType)
      ? `The image is for the hypervisor ${wantedType}; here it is ${type}.`
      : undefined,
    wantedMode !== undefined && isLibvirt(type) && !['hvm', 'hv'].includes(wantedMode.toLowerCase())
      ? `The image is for machines of the kind ${wantedMode}; ${type} has hvm.`
      : undefined,
  ]
  return whys.flatMap((why) => (why === undefined ? [] : [{ filter: 'ImagePropertiesFilter', why }]))
}

/** An image for KVM where Nova's API says QEMU, which it does for both. */
export function wantsKvm({ img_hv_type, hypervisor_type }: Properties): boolean {
  return (img_hv_type ?? hypervisor_type)?.toLowerCase() === 'kvm'
}

function isLibvirt(type: string): boolean {
  return ['qemu', 'kvm'].includes(type.toLowerCase())
}

function isType(type: string, wanted: string): boolean {
  return isLibvirt(type) ? isLibvirt(wanted) : type.toLowerCase() === wanted.toLowerCase()
}

/** Processors of 64 bits run what is for 32 of the same family. */
function runs(arch: string, wanted: string): boolean {
  const [has, needs] = [canonical(arch), canonical(wanted)]
  return has === needs || (has === 'x86_64' && needs === 'i686')
}

/** nova/objects/fields.py, Architecture.canonicalize */
function canonical(arch: string): string {
  const lower = arch.toLowerCase()
  if (['i386', 'i486', 'i586', 'x86_32', 'x86_32p'].includes(lower)) return 'i686'
  return lower === 'amd64' ? 'x86_64' : lower
}
