import type { Sabotage } from '../sabotage.ts'

const everyCookie = 'libs/fastify/src/cookie/every-cookie.spec.ts'

const cookieFile = 'libs/fastify/src/cookie/own-cookie.ts'

/** V3.3: every attribute of every cookie. */
export const cookies: Sabotage[] = [
  {
    proves: ['3.3.1'],
    file: cookieFile,
    line: 'secure: this.#secure,',
    becomes: '',
    spec: everyCookie,
    test: 'ASVS 3.3.1 is Secure and has a name that makes browsers insist on it',
  },
  {
    proves: ['3.3.1'],
    file: 'libs/fastify/src/cookie/cookie-name.ts',
    line: "(secure ? '__Host-sid' : 'sid')",
    becomes: "'sid'",
    spec: 'libs/fastify/src/routes/register.spec.ts',
    test: 'ASVS 3.3.1 3.3.2 3.3.3 sets the session cookie with every attribute in its place',
  },
  {
    proves: ['3.3.1'],
    file: cookieFile,
    line: 'secure: this.#secure,',
    becomes: '',
    spec: 'apps/web-e2e/src/journeys/cookie-jar.spec.ts',
    test: 'FC-11 ASVS 3.3.1 lets a __Host- cookie in and, at the logout, out again',
  },
  {
    proves: ['3.3.2'],
    file: cookieFile,
    line: "sameSite: 'lax',",
    becomes: "sameSite: 'none',",
    spec: everyCookie,
    test: 'ASVS 3.3.2 is SameSite=Lax: a link may bring it along, another page may not',
  },
  {
    proves: ['3.3.3'],
    file: cookieFile,
    line: "path: '/',",
    becomes: "path: '/auth',",
    spec: everyCookie,
    test: 'ASVS 3.3.3 belongs to one host: __Host-, Path=/ and no Domain',
  },
  {
    proves: ['3.3.4'],
    file: cookieFile,
    line: 'httpOnly: true,',
    becomes: '',
    spec: everyCookie,
    test: 'ASVS 3.3.4 is HttpOnly',
  },
  {
    proves: ['3.3.4'],
    file: 'libs/fastify/src/sessions/sessions.ts',
    line: "id: createPublicId('ses'),",
    becomes: 'id: token,',
    spec: everyCookie,
    test: 'ASVS 3.3.4 has a value that is nowhere else: in no body, no other header and no log',
  },
  {
    proves: ['3.3.4'],
    file: cookieFile,
    line: 'httpOnly: true,',
    becomes: '',
    spec: 'apps/web-e2e/src/journeys/session.spec.ts',
    test: 'ASVS 3.3.4 is a cookie that no script can read',
  },
  {
    proves: ['3.3.5'],
    file: cookieFile,
    line: '      value,',
    becomes: "      value: value.padEnd(4096, '.'),",
    spec: everyCookie,
    test: 'ASVS 3.3.5 is shorter than 4,096 bytes, name and value together',
  },
]
