/** Something odd in one column of a session that was fine before; a table that is STRICT takes it all the same. */
export interface OddRow {
  /** What is odd, for the title of a test. */
  kind: string
  /** A column of `coatcheck_sessions`. */
  column: string
  /** Bytes are written as text, whatever they are. */
  value: string | number | bigint | Uint8Array
}

/** The first moment of the year 10,000, in milliseconds. */
const tooLate = Date.UTC(10_000, 0)
const largest = 2n ** 63n - 1n
const fiveMegabytes = 'x'.repeat(5_000_000)
const noText = Uint8Array.of(0xff, 0xfe)
/** What UTF-16 encoders make of half a pair: no UTF-8. */
const loneSurrogate = Uint8Array.of(0x75, 0xed, 0xa0, 0x80)

const badData: OddRow[] = [
  ['nothing', ''],
  ['a NUL character', '\0'],
  ['JSON and a NUL character', '{}\0'],
  ['JSON after a byte order mark', '\uFEFF{}'],
  ['half an object', '{"a":'],
  ['two objects', '{}{}'],
  ['JavaScript', '{a:1}'],
  ['NaN', '{"a":NaN}'],
  ['null', 'null'],
  ['true', 'true'],
  ['a number', '7'],
  ['a text', '"text"'],
  ['an array', '[{"a":1}]'],
  ['__proto__', '{"__proto__":{"admin":true}}'],
  ['__proto__, escaped', String.raw`{"\u005f_proto__":{"admin":true}}`],
  ['__proto__ further down', '{"a":[{"__proto__":{"admin":true}}]}'],
  ['constructor', '{"constructor":{"prototype":{"admin":true}}}'],
  ['toJSON', '{"toJSON":"text"}'],
  ['toString', '{"toString":null}'],
  ['then', '{"then":1}'],
  ['10,000 arrays in each other', `{"a":${nested('[', '0', ']', 10_000)}}`],
  ['10,000 objects in each other', nested('{"a":', '0', '}', 10_000)],
  ['half a million brackets', '['.repeat(500_000)],
  ['5 MB', `{"a":"${fiveMegabytes}"}`],
  ['bytes that are no UTF-8', noText],
].map(([what, value]) => ({ kind: `data is ${String(what)}`, column: 'data', value: value ?? '' }))

const badMethods: OddRow[] = [
  ['a word', 'password'],
  ['an object', '{"0":"password","length":1}'],
  ['numbers', '[1]'],
  ['nulls', '["password",null]'],
  ['arrays', '[["password"]]'],
  ['10,000 arrays in each other', nested('[', '', ']', 10_000)],
  ['5 MB', `["${fiveMegabytes}"]`],
  ['bytes that are no UTF-8', noText],
].map(([what, value]) => ({ kind: `methods is ${String(what)}`, column: 'methods', value: value ?? '' }))

const badIds: OddRow[] = ['id', 'user_id'].flatMap((column) => [
  { kind: `${column} is empty`, column, value: '' },
  { kind: `${column} ends in a NUL character`, column, value: 'usr_ada\0' },
  { kind: `${column} breaks the line`, column, value: 'usr_ada\r\nset-cookie: a=b' },
  { kind: `${column} is bytes that are no UTF-8`, column, value: noText },
  { kind: `${column} ends in a lone surrogate`, column, value: loneSurrogate },
  { kind: `${column} is 5 MB`, column, value: fiveMegabytes },
])

const badTimes: OddRow[] = ['created_at', 'authenticated_at', 'last_seen_at', 'idle_expires_at', 'absolute_expires_at']
  .concat('reauthenticated_at')
  .flatMap((column) => [
    { kind: `${column} is negative`, column, value: -1 },
    { kind: `${column} is in the year 10,000`, column, value: tooLate },
    { kind: `${column} is beyond what a Date holds`, column, value: 8_640_000_000_000_001 },
    { kind: `${column} is beyond what a number holds`, column, value: 2n ** 53n + 1n },
    { kind: `${column} is the largest integer`, column, value: largest },
    { kind: `${column} is the smallest integer`, column, value: -largest - 1n },
  ])

const badRest: OddRow[] = [
  { kind: 'persistent is 7', column: 'persistent', value: 7 },
  { kind: 'persistent is -1', column: 'persistent', value: -1 },
  { kind: 'persistent is the largest integer', column: 'persistent', value: largest },
  { kind: 'ip is 5 MB', column: 'ip', value: fiveMegabytes },
  { kind: 'user_agent is 5 MB', column: 'user_agent', value: fiveMegabytes },
]

/** Rows that no version of this library writes. Whoever holds the token of one is not logged in (FC-9). */
export const poisonRows: readonly OddRow[] = [...badData, ...badMethods, ...badIds, ...badTimes, ...badRest]

/** Rows that are odd and harmless: they can be read, and what is read hurts nobody. */
export const oddRows: readonly OddRow[] = [
  { kind: 'data has a key twice', column: 'data', value: '{"a":1,"a":2}' },
  { kind: 'data has half a surrogate pair', column: 'data', value: String.raw`{"a":"\ud800"}` },
  { kind: 'data has a number too large for JSON', column: 'data', value: '{"a":1e999}' },
  { kind: 'data has markup', column: 'data', value: '{"a":"</script><script>alert(1)</script>"}' },
  { kind: 'data has a constructor further down', column: 'data', value: '{"a":{"constructor":{"prototype":1}}}' },
  { kind: 'data is 100 objects in each other', column: 'data', value: nested('{"a":', '0', '}', 100) },
  { kind: 'methods is empty', column: 'methods', value: '[]' },
  { kind: 'ip is no address', column: 'ip', value: "'; drop table coatcheck_sessions; --" },
  { kind: 'ip is empty', column: 'ip', value: '' },
  { kind: 'user_agent is bytes that are no UTF-8', column: 'user_agent', value: noText },
  { kind: 'user_agent is a NUL character', column: 'user_agent', value: '\0' },
]

function nested(left: string, middle: string, right: string, times: number): string {
  return left.repeat(times) + middle + right.repeat(times)
}
