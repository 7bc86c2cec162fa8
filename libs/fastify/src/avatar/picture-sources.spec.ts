import { describe, expect, it } from 'vitest'
import { checkSources, reachOf } from './picture-sources.ts'

const sources = {
  hosts: ['pictures.example', '*.usercontent.example'],
  privateOrigins: ['http://10.0.0.7:8080', 'https://intranet.example'],
}

describe('reachOf', () => {
  it.each([
    ['https://pictures.example/ada.png', 'public'],
    ['https://PICTURES.example/ada.png?size=96#face', 'public'],
    ['https://lh3.usercontent.example/a/b', 'public'],
    ['http://10.0.0.7:8080/ada.png', 'private'],
    ['https://intranet.example/ada.png', 'private'],
  ])('reaches %s', (url, reach) => {
    expect(reachOf(new URL(url), sources)).toBe(reach)
  })

  it.each([
    'http://pictures.example/ada.png',
    'https://pictures.example:8443/ada.png',
    'https://ada:secret@pictures.example/ada.png',
    'https://pictures.example.evil.example/ada.png',
    'https://evilpictures.example/ada.png',
    'https://pictures.example./ada.png',
    'https://usercontent.example/',
    'https://evilusercontent.example/',
    'https://evil.example/#pictures.example',
    'https://evil.example\\@pictures.example/',
    'http://10.0.0.7/ada.png',
    'https://10.0.0.7:8080/ada.png',
    'http://10.0.0.7:80800/',
    'file:///etc/passwd',
    'data:image/png;base64,AAAA',
    'ftp://pictures.example/ada.png',
    'blob:https://pictures.example/ada.png',
  ])('asks nobody for %s', (url) => {
    expect(URL.canParse(url) ? reachOf(new URL(url), sources) : null).toBeNull()
  })

  it('asks nobody at all unless it is told whom', () => {
    expect(reachOf(new URL('https://pictures.example/ada.png'), {})).toBeNull()
  })
})

describe('checkSources', () => {
  it.each(['https://pictures.example', 'pictures.example/', '*', '*.com', 'PICTURES.example', 'localhost', ''])(
    'throws for %j, which is no host',
    (host) => {
      expect(() => checkSources({ hosts: [host] })).toThrow('Write a host such as')
    },
  )

  it.each(['10.0.0.7', 'http://10.0.0.7:8080/', 'ftp://10.0.0.7', ''])(
    'throws for %j, which is no origin',
    (origin) => {
      expect(() => checkSources({ privateOrigins: [origin] })).toThrow('Write an origin such as')
    },
  )

  it('lets be what can be meant', () => {
    expect(() => checkSources(sources)).not.toThrow()
  })
})
