/** The one import of ssh2: everything else in this room takes its parts from here. */
import ssh2 from 'ssh2'

export type { AnyAuthMethod, ClientChannel, ParsedKey, Prompt, ServerHostKeyAlgorithm } from 'ssh2'
export const { BaseAgent, Client, createAgent } = ssh2
export const { parseKey } = ssh2.utils
export type Client = InstanceType<typeof Client>
