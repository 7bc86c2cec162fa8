import { describe, expect, it } from 'vitest'
import { FrameCheck } from './frame-check.ts'

/** A message of the protocol: its letter, its length and what is in it. */
function message(letter: string, content: string): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(Buffer.byteLength(content) + 4)
  return Buffer.concat([Buffer.from(letter), length, Buffer.from(content)])
}

const fine = Buffer.concat([
  message('R', '\0\0\0\0'),
  message('Z', 'I'),
  message('1', ''),
  message('E', 'SERROR\0C23505\0Mduplicate key\0\0'),
  message('N', 'SNOTICE\0\0'),
  message('E', '\0'),
])

describe('FrameCheck', () => {
  it('passes what a PostgreSQL says, in whatever pieces it comes', () => {
    for (let size = 1; size <= fine.length; size += 1) {
      const check = new FrameCheck()
      for (let start = 0; start < fine.length; start += size) check.check(fine.subarray(start, start + size))
    }
  })

  it.each([
    ['an error without any end', message('E', 'SERROR')],
    ['an error without an end', message('E', 'SERROR\0')],
    ['an empty error', message('E', '')],
    ['a notice without an end', message('N', 'SNOTICE\0Mx\0')],
    ['that it is ready for more, without an answer', Buffer.concat([message('Z', 'I'), message('Z', 'I')])],
    ['the answer of a web server', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ['the greeting of a mail server', Buffer.from('220 mail.example ESMTP\r\n')],
    ['zeros', Buffer.alloc(64)],
  ])('L7 refuses %s', (_, bytes) => {
    const check = new FrameCheck()
    check.check(fine)

    expect(() => check.check(bytes)).toThrow('PostgreSQL')
  })
})
