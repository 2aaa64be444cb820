/** Burns what the packaged app never does into Electron's binary: nothing outside can switch it on again. */
import { join } from 'node:path'
import { type FuseConfig, FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses'

export const FUSES: FuseConfig<boolean> = {
  version: FuseVersion.V1,
  // Otherwise Stackstead would be a Node with the rights people gave to Stackstead.
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  // The page comes from app://; file:// gets nothing more than elsewhere.
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
}

/** What electron-builder hands over once the files of one platform lie in their folder. */
export interface Packed {
  readonly appOutDir: string
  readonly electronPlatformName: string
  readonly packager: { readonly appInfo: { readonly productFilename: string }; readonly executableName?: string }
}

export async function afterPack(packed: Packed): Promise<void> {
  await flipFuses(binaryOf(packed), {
    ...FUSES,
    strictlyRequireAllFuses: false,
    resetAdHocDarwinSignature: packed.electronPlatformName === 'darwin',
  })
}

export function binaryOf({ appOutDir, electronPlatformName, packager }: Packed): string {
  const { productFilename } = packager.appInfo
  if (electronPlatformName === 'darwin' || electronPlatformName === 'mas')
    return join(appOutDir, `${productFilename}.app`)
  if (electronPlatformName === 'win32') return join(appOutDir, `${productFilename}.exe`)
  return join(appOutDir, packager.executableName ?? productFilename)
}
