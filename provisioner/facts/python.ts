/** How facts start Python. */

/**
 * For programs of the standard library alone: without the paths and hooks of further packages (-S) and of the environment
 * (-I), Python starts in half the time (Python documentation, Command line and environment).
 */
export const PYTHON = ['python3', '-I', '-S'] as const
