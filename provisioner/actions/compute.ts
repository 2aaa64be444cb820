/** What all requests to Nova share. */

/** The newest that changes what Stackstead reads or sends: pinned zones. 2.98 and 2.100 make each row of a listing longer. */
export const COMPUTE = { service: 'compute', microversion: 'compute 2.96' } as const

/** 2.87 is the newest that still tells a hypervisor's CPUs and memory (2.88 took them out). */
export const HYPERVISOR = { service: 'compute', microversion: 'compute 2.87' } as const
