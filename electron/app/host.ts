/** What the surroundings give the app: Electron or a browser's server. The app itself knows neither. */

export interface AppHost {
  readonly kind: 'electron' | 'browser'
  readonly version: string
  /** Absolute path of the folder in which clouds, preferences and sealed credentials are kept; made where missing, mode 0700. */
  readonly folder: string
  /** The command line of this installation, for commands a person has to type; absent where root may not run what it brings. */
  readonly program?: string
  /** Encrypts what only this person on this computer may read: safeStorage, or a key file of mode 0600. */
  readonly vault: Vault
  /** Absent where there is no clipboard the app can write to. */
  copy?(text: string): Promise<void>
  /** Absent where there is no browser to open. */
  openExternal?(url: string): Promise<void>
  /** A notification of the desktop; absent where the page shows its own. */
  notify?(title: string, body: string): void
}

export interface Vault {
  seal(text: string): Promise<Uint8Array>
  /** Rejects where it was sealed by somebody else or damaged. */
  open(sealed: Uint8Array): Promise<string>
}
