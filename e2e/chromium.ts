import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { chromium } from '@playwright/test'

const SYSTEM = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** The browser that is there: the one CHROMIUM_PATH names, Playwright's own, or the system's; undefined when there is none. */
export function findChromium(): string | undefined {
  return [process.env.CHROMIUM_PATH, chromium.executablePath(), ...SYSTEM].find((path) => path && existsSync(path))
}

/** Finds the browser or gets one, from Playwright or, as root on Debian, from the distribution. Throws with one sentence. */
export function ensureChromium(): string {
  const { CHROMIUM_PATH } = process.env
  if (CHROMIUM_PATH && !existsSync(CHROMIUM_PATH))
    throw new Error(`CHROMIUM_PATH names ${CHROMIUM_PATH}, which is not there.`)
  const wanted = [...(findChromium() ? [] : ['chromium']), ...(readsChinese() ? [] : ['fonts-noto-cjk'])]
  if (wanted.includes('chromium')) runs('npx', ['playwright', 'install', 'chromium'])
  const missing = wanted.filter((name) => name !== 'chromium' || !findChromium())
  if (missing.length > 0 && isDebianAsRoot()) aptInstall(missing)
  if (!readsChinese()) console.warn('No Chinese font is installed (Debian: fonts-noto-cjk): Chinese shows as boxes.')
  const path = findChromium()
  if (!path)
    throw new Error('No Chromium was found, and none could be installed: install one, or name it in CHROMIUM_PATH.')
  return path
}

/** Other systems bring such a font along. */
function readsChinese(): boolean {
  if (process.platform !== 'linux') return true
  return Boolean(spawnSync('fc-list', [':lang=zh-cn', 'family'], { encoding: 'utf8' }).stdout?.trim())
}

function isDebianAsRoot(): boolean {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : ''
  return process.getuid?.() === 0 && /^ID(_LIKE)?=.*debian/m.test(release)
}

function aptInstall(packages: string[]) {
  console.log(`installing ${packages.join(' and ')} with apt-get …`)
  const install = ['install', '-y', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300', ...packages]
  if (!runs('apt-get', install))
    runs('apt-get', ['update', '-o', 'DPkg::Lock::Timeout=300']) && runs('apt-get', install)
}

function runs(command: string, args: string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return spawnSync(command, args, { env, stdio: ['ignore', 'ignore', 'ignore'], timeout: 300_000 }).status === 0
}
