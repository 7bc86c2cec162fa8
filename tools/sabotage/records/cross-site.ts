import type { Sabotage } from '../sabotage.ts'

const crossSite = 'libs/fastify/src/guard/cross-site.spec.ts'
const originGuard = 'libs/fastify/src/guard/origin-guard.spec.ts'

const originsFile = 'libs/fastify/src/guard/own-origins.ts'
const jsonFile = 'libs/fastify/src/routes/json-only.ts'
const activityFile = 'libs/fastify/src/auth/identify-caller.ts'
const headersFile = 'libs/fastify/src/answer-headers.ts'

/** V3.5: requests that other sites make a browser send. */
export const crossSiteRequests: Sabotage[] = [
  {
    proves: ['3.5.1'],
    file: originsFile,
    line: "return site === 'same-origin' || site === 'none'",
    becomes: "return site !== 'cross-site'",
    spec: crossSite,
    test: 'ASVS 3.5.1 refuses an unsafe request from a sibling domain',
  },
  {
    proves: ['3.5.1'],
    file: originsFile,
    line: 'return origin === undefined ||',
    becomes: "return origin === undefined || origin === 'null' ||",
    spec: crossSite,
    test: 'ASVS 3.5.1 refuses an unsafe request from a sandboxed frame',
  },
  {
    proves: ['3.5.1'],
    file: originsFile,
    line: 'origin === this.#own',
    becomes: 'origin.startsWith(this.#own)',
    spec: originGuard,
    test: 'ASVS 3.5.1 refuses a host that begins like ours',
  },
  {
    proves: ['3.5.1'],
    file: 'libs/fastify/src/auth/request-auth.ts',
    line: 'if (refusal !== null) throw',
    becomes: 'if (refusal !== null && this.#caller !== null) throw',
    spec: 'libs/fastify/src/coatcheck.spec.ts',
    test: 'ASVS 3.5.1 refuses a login that another site makes the browser send, also on a public route',
  },
  {
    proves: ['3.5.2'],
    file: jsonFile,
    line: "new Set(['POST', 'PUT', 'PATCH'])",
    becomes: "new Set(['PUT', 'PATCH'])",
    spec: crossSite,
    test: 'ASVS 3.5.2 refuses a POST that a page may send without asking: no type at all',
  },
  {
    proves: ['3.5.2'],
    file: jsonFile,
    line: 'app.removeAllContentTypeParsers()',
    becomes: "app.removeContentTypeParser('application/json')",
    spec: crossSite,
    test: 'ASVS 3.5.2 refuses a POST that a page may send without asking: text/plain',
  },
  {
    proves: ['3.5.2'],
    file: 'libs/fastify/src/routes/method-not-allowed.ts',
    line: "reply.header('allow', allow)",
    becomes: "reply.header('allow', allow).header('access-control-allow-origin', '*')",
    spec: crossSite,
    test: 'ASVS 3.5.2 says yes to no page that asks first',
  },
  {
    proves: ['3.5.2'],
    file: jsonFile,
    line: "app.addContentTypeParser('application/json',",
    becomes: 'app.addContentTypeParser(/json/,',
    spec: originGuard,
    test: 'ASVS 3.5.2 FC-14 refuses a type that begins like JSON',
  },
  {
    proves: ['3.5.3'],
    file: activityFile,
    line: 'routeOptions.config.coatcheckOwn === true',
    becomes: "routeOptions.config.auth === 'public'",
    spec: crossSite,
    test: 'ASVS 3.5.3 changes nothing when it is asked for with GET',
  },
  {
    proves: ['3.5.3'],
    file: activityFile,
    line: "(method === 'GET' || method === 'HEAD')",
    becomes: "(method === 'GET')",
    spec: crossSite,
    test: 'ASVS 3.5.3 changes nothing when it is asked for with HEAD',
  },
  {
    proves: ['3.5.4'],
    file: 'libs/fastify/src/guard/known-hosts.ts',
    line: 'if (this.#known.has(host.toLowerCase())) return true',
    becomes: 'if ([...this.#known].some((known) => host.toLowerCase().startsWith(known))) return true',
    spec: 'libs/fastify/src/guard/known-hosts.spec.ts',
    test: 'FC-18 ASVS 3.5.4 answers 421 to "shop.example.evil.example"',
  },
  {
    proves: ['3.5.5'],
    file: 'apps/web/src/main.ts',
    line: 'bootstrapApplication(App, appConfig)',
    becomes: "addEventListener('message', ({ data }) => console.log(data)); bootstrapApplication(App, appConfig)",
    spec: 'tools/proofs/messages.spec.ts',
    test: 'ASVS 3.5.5 no page of ours listens to messages of other windows whose sender it has not checked',
  },
  {
    proves: ['3.5.6'],
    file: headersFile,
    line: "'x-content-type-options': 'nosniff',",
    becomes: '',
    spec: crossSite,
    test: 'ASVS 3.5.6 makes a script of no answer, whatever callback is asked for',
  },
  {
    proves: ['3.5.7'],
    file: 'apps/api/src/documents/serve-documents.ts',
    line: "auth: 'public'",
    becomes: "auth: 'user'",
    spec: 'apps/api/src/documents/serve-documents.spec.ts',
    test: 'ASVS 3.5.7 are the same for everybody, and never touch a session',
  },
  {
    proves: ['3.5.8'],
    file: headersFile,
    line: "'cross-origin-resource-policy': 'same-origin',",
    becomes: "'cross-origin-resource-policy': 'same-site',",
    spec: 'libs/fastify/src/bad-input.spec.ts',
    test: 'ASVS 3.2.1 3.5.8 says of every answer that it is no page',
  },
]
