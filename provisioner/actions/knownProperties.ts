/**
 * Names people give images and flavors so that Nova starts instances the right way: what each says, and what it can be. Far
 * from all there are; whatever is written besides is taken as it is.
 */

interface KnownProperty {
  readonly name: string
  /** One sentence for whoever has to choose. */
  readonly explains: string
  /** All it can be; absent: free. */
  readonly values?: readonly string[]
}

const YES = ['true', 'false'] as const
const BUSES = ['virtio', 'scsi', 'sata', 'ide', 'usb'] as const

/** Glance's "Useful image properties" (docs.openstack.org/glance/latest/admin/useful-image-properties.html). */
export const IMAGE_PROPERTIES: readonly KnownProperty[] = [
  { name: 'os_distro', explains: 'The system by its short name, like debian, ubuntu, almalinux, fedora or windows.' },
  { name: 'os_version', explains: 'Its version as its maker writes it, like 13 or 24.04.' },
  {
    name: 'os_type',
    explains: 'How an empty second disk is formatted, and what the clock runs on.',
    values: ['linux', 'windows'],
  },
  { name: 'os_admin_user', explains: 'Who can become root in it, and gets the password that is set.' },
  {
    name: 'os_require_quiesce',
    explains: 'No snapshot without the guest agent holding its file systems still.',
    values: YES,
  },
  {
    name: 'architecture',
    explains: 'The processor it is built for: only hosts with it take it.',
    values: ['x86_64', 'aarch64', 'i686', 'ppc64le', 's390x', 'riscv64'],
  },
  {
    name: 'hw_architecture',
    explains: 'The processor it is emulated with, where that is not the host’s.',
    values: ['x86_64', 'aarch64', 'ppc64le', 's390x'],
  },
  { name: 'hw_firmware_type', explains: 'BIOS, or UEFI with its own variables.', values: ['bios', 'uefi'] },
  {
    name: 'os_secure_boot',
    explains: 'Whether UEFI starts only what is signed.',
    values: ['required', 'optional', 'disabled'],
  },
  {
    name: 'hw_machine_type',
    explains: 'The mainboard: q35 is what UEFI and PCI Express want.',
    values: ['pc', 'q35', 'virt'],
  },
  {
    name: 'hw_disk_bus',
    explains: 'What its disks are plugged into: virtio is fast, sata and ide need no driver.',
    values: BUSES,
  },
  { name: 'hw_cdrom_bus', explains: 'What CDs are plugged into: an ISO starts from sata or ide.', values: BUSES },
  {
    name: 'hw_scsi_model',
    explains: 'The SCSI card: virtio-scsi for many disks, and for giving back free space.',
    values: ['virtio-scsi', 'lsilogic', 'auto'],
  },
  {
    name: 'hw_vif_model',
    explains: 'The network card: virtio is fast, e1000 needs no driver.',
    values: ['virtio', 'e1000', 'e1000e', 'rtl8139', 'ne2k_pci', 'pcnet', 'vmxnet3'],
  },
  { name: 'hw_vif_multiqueue_enabled', explains: 'A queue of the network card for each vCPU.', values: YES },
  {
    name: 'hw_video_model',
    explains: 'The graphics card of the console.',
    values: ['virtio', 'vga', 'qxl', 'cirrus', 'bochs', 'none'],
  },
  { name: 'hw_input_bus', explains: 'What mouse and keyboard are plugged into.', values: ['usb', 'virtio'] },
  {
    name: 'hw_pointer_model',
    explains: 'usbtablet: the pointer in the console is where the mouse is.',
    values: ['usbtablet'],
  },
  { name: 'hw_rng_model', explains: 'Random numbers of the host, where its flavor allows it.', values: ['virtio'] },
  {
    name: 'hw_watchdog_action',
    explains: 'What happens when the system hangs.',
    values: ['disabled', 'reset', 'poweroff', 'pause', 'none'],
  },
  {
    name: 'hw_qemu_guest_agent',
    explains: 'The agent is in it: passwords are set and snapshots are whole.',
    values: YES,
  },
  { name: 'hw_tpm_version', explains: 'A TPM of its own.', values: ['1.2', '2.0'] },
  { name: 'hw_tpm_model', explains: 'How the TPM is plugged in.', values: ['tpm-tis', 'tpm-crb'] },
  { name: 'hw_boot_menu', explains: 'Whether its boot menu can be opened in the console.', values: YES },
  {
    name: 'hw_cpu_policy',
    explains: 'Whether each vCPU has a core of the host to itself.',
    values: ['shared', 'dedicated', 'mixed'],
  },
  { name: 'hw_cpu_sockets', explains: 'Sockets its vCPUs are shown as.' },
  { name: 'hw_cpu_cores', explains: 'Cores of each socket.' },
  { name: 'hw_cpu_threads', explains: 'Threads of each core.' },
  {
    name: 'hw_mem_page_size',
    explains: 'Huge pages, where the flavor asks for them too.',
    values: ['small', 'large', 'any', '2MB', '1GB'],
  },
  { name: 'hw_time_hpet', explains: 'Whether it has the high precision timer.', values: YES },
  {
    name: 'img_config_drive',
    explains: 'Whether its user data come on a small disk also.',
    values: ['mandatory', 'optional'],
  },
  {
    name: 'img_hv_type',
    explains: 'The hypervisor it is for.',
    values: ['qemu', 'kvm', 'lxc', 'xen', 'vmware', 'hyperv', 'baremetal'],
  },
  { name: 'kernel_id', explains: 'The image its kernel is in, where it has none itself.' },
  { name: 'ramdisk_id', explains: 'The image its first RAM disk is in.' },
]

/** Nova's "Extra Specs" (docs.openstack.org/nova/latest/configuration/extra-specs.html). */
export const FLAVOR_SPECS: readonly KnownProperty[] = [
  {
    name: 'hw:cpu_policy',
    explains: 'Whether each vCPU has a core of the host to itself.',
    values: ['shared', 'dedicated', 'mixed'],
  },
  {
    name: 'hw:cpu_thread_policy',
    explains: 'Of dedicated CPUs: whether siblings of a core are used.',
    values: ['prefer', 'isolate', 'require'],
  },
  { name: 'hw:cpu_dedicated_mask', explains: 'Of mixed CPUs: which vCPUs have a core to themselves, like 0-1.' },
  { name: 'hw:emulator_threads_policy', explains: 'Where what drives its devices runs.', values: ['isolate', 'share'] },
  { name: 'hw:cpu_sockets', explains: 'Sockets its vCPUs are shown as.' },
  { name: 'hw:cpu_cores', explains: 'Cores of each socket.' },
  { name: 'hw:cpu_threads', explains: 'Threads of each core.' },
  { name: 'hw:numa_nodes', explains: 'Over how many NUMA nodes its vCPUs and memory are spread.' },
  {
    name: 'hw:mem_page_size',
    explains: 'Huge pages: hosts without free ones are left out.',
    values: ['small', 'large', 'any', '2MB', '1GB'],
  },
  { name: 'hw:mem_encryption', explains: 'Memory the host cannot read, on CPUs that can.', values: YES },
  {
    name: 'hw:watchdog_action',
    explains: 'What happens when the system hangs.',
    values: ['disabled', 'reset', 'poweroff', 'pause', 'none'],
  },
  { name: 'hw:boot_menu', explains: 'Whether its boot menu can be opened in the console.', values: YES },
  { name: 'hw:vif_multiqueue_enabled', explains: 'A queue of the network card for each vCPU.', values: YES },
  { name: 'hw:tpm_version', explains: 'A TPM of its own.', values: ['1.2', '2.0'] },
  { name: 'hw:tpm_model', explains: 'How the TPM is plugged in.', values: ['tpm-tis', 'tpm-crb'] },
  {
    name: 'hw:pci_numa_affinity_policy',
    explains: 'How near a PCI device has to be to its memory.',
    values: ['required', 'preferred', 'legacy', 'socket'],
  },
  {
    name: 'hw:hide_hypervisor_id',
    explains: 'The system does not see that it is virtual: some drivers want it so.',
    values: YES,
  },
  { name: 'hw_rng:allowed', explains: 'Whether images may ask for random numbers of the host.', values: YES },
  {
    name: 'os:secure_boot',
    explains: 'Whether UEFI starts only what is signed.',
    values: ['required', 'optional', 'disabled'],
  },
  { name: 'quota:cpu_shares', explains: 'Its weight where vCPUs compete; 1024 is usual.' },
  { name: 'quota:cpu_period', explains: 'Microseconds over which cpu_quota counts.' },
  { name: 'quota:cpu_quota', explains: 'Microseconds of a CPU each vCPU gets in a period.' },
  { name: 'quota:disk_read_iops_sec', explains: 'Reads of its disks a second at most.' },
  { name: 'quota:disk_write_iops_sec', explains: 'Writes of its disks a second at most.' },
  { name: 'quota:disk_read_bytes_sec', explains: 'Bytes read of its disks a second at most.' },
  { name: 'quota:disk_write_bytes_sec', explains: 'Bytes written to its disks a second at most.' },
  { name: 'quota:vif_inbound_average', explains: 'KiB a second that reach its network cards, on the average.' },
  { name: 'quota:vif_outbound_average', explains: 'KiB a second that leave its network cards, on the average.' },
  { name: 'pci_passthrough:alias', explains: 'PCI devices it gets, as the hosts’ configuration calls them: gpu:1.' },
  { name: 'resources:VGPU', explains: 'Virtual graphics cards it gets.' },
  { name: 'trait:HW_CPU_X86_AVX2', explains: 'Only hosts whose CPU has AVX2.', values: ['required', 'forbidden'] },
  { name: 'aggregate_instance_extra_specs:ssd', explains: 'Only hosts of an aggregate whose property ssd is this.' },
]
