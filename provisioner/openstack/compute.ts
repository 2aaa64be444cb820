/** What all of Nova's resources share. */

/** Nova 31 knows 2.1 to 2.100. 2.87 is the newest that still tells a hypervisor's CPUs and memory (2.88 took them out). */
export const COMPUTE = { service: 'compute', microversion: 'compute 2.87' } as const
