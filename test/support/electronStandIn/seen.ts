/** What the app has done to the desktop, for the test to read. */

export interface MenuItem {
  readonly label?: string
  readonly role?: string
  readonly accelerator?: string
  readonly click?: () => void
  readonly submenu?: MenuItem[]
}

export const seen = {
  questions: [] as Record<string, unknown>[],
  errorBoxes: [] as string[],
  notifications: [] as { title: string; body: string }[],
  opened: [] as string[],
  copied: [] as string[],
  tooltip: '',
  trayMenu: [] as { label?: string; click?: () => void }[],
  menu: [] as MenuItem[],
  progress: -1,
  windowOptions: [] as Record<string, unknown>[],
  deniedWindows: [] as string[],
  schemes: [] as unknown[],
  sandboxed: false,
}
