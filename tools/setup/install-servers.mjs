import { findPostgres } from '../servers/find-postgres.mjs'
import { findRedis } from '../servers/find-redis.mjs'
import { canUseApt, installWithApt } from './apt.mjs'
import { SetupError } from './setup-error.mjs'

const engines = [
  { name: 'PostgreSQL', find: findPostgres, debian: 'postgresql', macos: 'postgresql@18', program: 'postgres' },
  { name: 'Redis', find: findRedis, debian: 'redis-server', macos: 'redis', program: 'redis-server' },
]

/** Installs the database servers that the tests start, those that are not there; the tests never skip one. */
export function installServers() {
  const missing = engines.filter(({ find }) => find() === null)
  if (missing.length > 0 && canUseApt()) {
    console.log(`Installing ${missing.map(({ name }) => name).join(' and ')} for the tests (apt-get): none was found.`)
    installWithApt(missing.map(({ debian }) => debian))
  }
  for (const { name, find, debian, macos, program } of missing) {
    if (find() !== null) continue
    throw new SetupError(
      `No ${name} was found and none could be installed. Install it (\`sudo apt install ${debian}\`, ` +
        `\`brew install ${macos}\`, or so that \`${program}\` is on the PATH), then run \`npm test\` again. ` +
        'The tests start servers of their own from it; it need not be running.',
    )
  }
}
