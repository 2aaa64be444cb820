/** Everything of a machine that destroy must leave as it was: packages, paths, units, links, accounts, bridges. */

/** What changes by itself on a machine that is only used: caches, logs, package lists, what runs. */
const PASSING = [
  ...['/proc', '/sys', '/run', '/dev', '/tmp', '/var/tmp', '/var/log', '/var/cache/apt', '/var/cache/debconf'],
  ...[
    '/var/cache/man',
    '/var/cache/ldconfig',
    '/var/lib/apt',
    '/var/lib/dpkg',
    '/var/lib/systemd',
    '/var/lib/ucf',
    '/home',
  ],
]

export const LISTING = `
export LC_ALL=C
{
dpkg-query -W -f 'package \${Package} \${db:Status-Status}\\n'
sudo find / -xdev \\( ${PASSING.map((path) => `-path ${path}`).join(' -o ')} -o -name __pycache__ \\) -prune -o -print | sed 's/^/path /'
sudo find /var/log -mindepth 1 -maxdepth 1 -type d | sed 's/^/path /'
systemctl list-unit-files --no-legend | awk '$2 != "transient" {print "unit", $1, $2}'
ip -o link | awk '{sub(/@.*/, "", $2); print "link", $2}'
sudo sh -c 'getent passwd; getent group' | sed 's/^/account /'
sudo sha256sum /etc/hosts /etc/default/* /etc/sysctl.d/* /etc/passwd /etc/group 2>/dev/null | sed 's/^/content /'
ss -Hltn | awk '{print "listens", $4}'
} | sort -u`

/** Lines that only one of two listings has. */
export function listingDifference(before: string, after: string): string[] {
  const [was, is] = [new Set(before.split('\n')), new Set(after.split('\n'))]
  return [
    ...[...was].filter((line) => !is.has(line)).map((line) => `- ${line}`),
    ...[...is].filter((line) => !was.has(line)).map((line) => `+ ${line}`),
  ]
}
