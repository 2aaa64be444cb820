/** The surroundings of the app when it has a window. */
import { chmod } from 'node:fs/promises'
import { clipboard, Notification, shell } from 'electron'
import { privateFolder } from '../../provisioner/index.ts'
import type { AppHost } from '../app/host.ts'
import { appVersion, commandLine, dataFolder } from '../shell/appFolder.ts'
import { webAddress } from '../shell/webAddress.ts'
import { windowVault } from './vault.ts'

/** @param onNotice the person pressed a notification */
export async function windowHost(onNotice: () => void): Promise<AppHost> {
  const folder = dataFolder()
  await privateFolder(folder)
  await chmod(folder, 0o700)
  return {
    kind: 'electron',
    version: appVersion(),
    folder,
    ...commandLine(),
    vault: windowVault(),
    copy: async (text) => clipboard.writeText(text),
    openExternal: (url) => shell.openExternal(webAddress(url)),
    notify(title, body) {
      if (!Notification.isSupported()) return
      const notice = new Notification({ title, body })
      notice.on('click', onNotice)
      notice.show()
    },
  }
}
