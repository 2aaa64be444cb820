/**
 * The test image, built on a machine out of Debian packages that are downloaded and unpacked but never installed: a kernel
 * that were installed would change how the machine itself starts.
 */
import { createHash } from 'node:crypto'
import { type Command, sh } from '../../core/command.ts'
import type { TemplateTexts } from '../../core/template.ts'
import { MANIFEST } from '../../facts/manifest.ts'
import { type GuestFile, guestFiles, MODULES } from './guest.ts'

export interface ImageBuild {
  /** Names the recipe: another recipe, another hash. New versions of the packages do not count. */
  readonly hash: string
  /** The qcow2 file on the machine. */
  readonly file: string
  /** Makes the file; does nothing where it is there. */
  readonly command: Command
  readonly cleanUp: Command
}

const FOLDER = `${MANIFEST}/test-image`
/** Pulls in the newest kernel for virtual machines by its dependency. */
const KERNEL = 'linux-image-cloud-amd64'
const FOR_GUEST = ['busybox-static', 'dropbear-bin', 'libc6', 'libcrypt1', 'libgmp10', 'libtomcrypt1', 'libtommath1']
const FOR_BUILD = ['mtools', 'syslinux']

/** Serial console last: that one becomes /dev/console. A slow emulated timer must not stop the kernel, nor tests of ciphers delay it. */
const BOOT_LINE =
  'initrd=initrd quiet console=tty0 console=ttyS0 no_timer_check nokaslr mitigations=off cryptomgr.notests panic=10'
const SYSLINUX = `default linux\nprompt 0\ntimeout 0\nlabel linux\n  kernel linux\n  append ${BOOT_LINE}\n`

export function imageBuild(texts: TemplateTexts): ImageBuild {
  const files = guestFiles(texts)
  const build = recipe(files)
  const hash = createHash('sha256').update(build.script).digest('hex').slice(0, 16)
  const file = `${FOLDER}/${hash}.qcow2`
  const command = sh`
    set -e; umask 022; export LC_ALL=C
    mkdir -p ${FOLDER}
    exec 9>${FOLDER}/lock; flock 9
    [ ! -e ${file} ] || exit 0
    cd ${FOLDER}; rm -rf work *.qcow2; mkdir work; cd work
    ( ${build} ) 9>&-
    sync image.qcow2; mv image.qcow2 ${file}; sync ${FOLDER}
    cd ..; rm -rf work`
  return { hash, file, command, cleanUp: sh`rm -rf ${FOLDER}` }
}

/**
 * Times, owners, names and numbers are fixed, so that the same packages give the same image. FAT on the whole disk: the
 * smallest thing a BIOS starts from.
 */
function recipe(files: readonly GuestFile[]): Command {
  return sh`
    set -e
    export PATH="$PWD/build/usr/bin:$PATH" SOURCE_DATE_EPOCH=0 MTOOLSRC=/dev/null
    kernel() { apt-cache show --no-all-versions ${KERNEL} | sed -n 's/^Depends: \([^ ,]*\).*/\1/p'; }
    download() { mkdir -p "$1"; folder=$1; shift; (cd "$folder"; apt-get -q -o APT::Sandbox::User=root download "$@"); }
    fetch() { [ -n "$(kernel)" ] && download kernel.deb "$(kernel)" && download guest.deb ${[...FOR_GUEST, 'zlib1g']} && download build.deb ${FOR_BUILD}; }
    # Lists of packages that are a few days old name versions that the mirror has dropped.
    fetch || { apt-get -q update; fetch; } || { echo 'The packages of the test image could not be downloaded.' >&2; exit 1; }
    for kind in kernel guest build; do
      mkdir "$kind"
      for package in "$kind".deb/*.deb; do dpkg-deb -x "$package" "$kind"; done
    done

    mkdir -p root/bin root/dev root/proc root/sys root/root root/www root/lib/modules root/lib64 root/etc/dropbear root/etc/stackstead root/etc/acpi/PWRF
    cp guest/usr/bin/busybox root/bin/
    ln -s bin/busybox root/init; ln -s busybox root/bin/sh
    cp guest/usr/sbin/dropbear guest/usr/bin/dropbearkey root/bin/
    cp guest/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2 root/lib64/
    for library in libc.so.6 libcrypt.so.1 libgmp.so.10 libtomcrypt.so.1 libtommath.so.1 libz.so.1; do
      cp -L guest/usr/lib/x86_64-linux-gnu/$library root/lib/
    done
    for module in ${MODULES}; do
      find kernel/usr/lib/modules -name "$module.ko.xz" -exec root/bin/busybox xzcat {} \; > root/lib/modules/$module.ko
      [ -s root/lib/modules/$module.ko ] || rm root/lib/modules/$module.ko
    done
    ${written(files)}

    find root -exec touch -h -d @0 {} +
    ( cd root; find . | sort > ../list; bin/busybox cpio -o -H newc -R 0:0 --renumber-inodes < ../list > ../initrd.cpio )
    gzip -9n < initrd.cpio > initrd
    cp kernel/boot/vmlinuz-* linux
    printf %s ${SYSLINUX} > syslinux.cfg
    touch -d @0 linux initrd syslinux.cfg
    sectors=$(( ($(stat -c %s linux) + $(stat -c %s initrd)) / 512 + 4096 ))
    mformat -C -i disk -N 53544143 -T $sectors -h 16 -s 63 ::
    mcopy -m -i disk linux initrd syslinux.cfg ::
    syslinux --install disk
    qemu-img convert -O qcow2 disk image.qcow2`
}

function written(files: readonly GuestFile[]): Command {
  const lines = files.map(({ path, content, executable }) => {
    const mode = executable ? '755' : '644'
    return sh`printf %s ${content} > ${`root/${path}`}; chmod ${mode} ${`root/${path}`}`.script
  })
  return { script: lines.join('\n') }
}
