import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Where packages put one folder a version: Debian, Red Hat, Homebrew on both kinds of Mac. */
const places = [
  { folder: '/usr/lib/postgresql', version: /^(\d+)$/ },
  { folder: '/usr', version: /^pgsql-(\d+)$/ },
  { folder: '/opt/homebrew/opt', version: /^postgresql@(\d+)$/ },
  { folder: '/usr/local/opt', version: /^postgresql@(\d+)$/ },
]

/**
 * The folder with the programs of the newest PostgreSQL on this computer, or null when there is none. Often the server
 * is not on the PATH while its client is.
 *
 * @returns {string | null}
 */
export function findPostgres() {
  const versions = places.flatMap(({ folder, version }) =>
    list(folder).flatMap((name) => {
      const number = version.exec(name)?.[1]
      return number === undefined ? [] : [{ number: Number(number), programs: join(folder, name, 'bin') }]
    }),
  )
  const newestFirst = versions.sort((a, b) => b.number - a.number).map(({ programs }) => programs)
  const onPath = (process.env.PATH ?? '').split(delimiter)
  return [...newestFirst, ...onPath].find(isComplete) ?? null
}

function isComplete(/** @type {string} */ folder) {
  return ['initdb', 'postgres', 'psql'].every((program) => existsSync(join(folder, program)))
}

function list(/** @type {string} */ folder) {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
