import { TestBed } from '@angular/core/testing'
import { AuthError, ProfilePicture, type Profile, type Problem } from '@coatcheck/angular'
import { CoatcheckTesting, provideCoatcheckTesting } from '@coatcheck/angular/testing'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { News } from '../shell/news'
import { OwnPicture } from './own-picture'
import { PicturePress } from './picture-press'
import type { PictureRefusal } from './picture-refusal'

const pressed = new Blob(['small and square'], { type: 'image/webp' })
const file = new File(['a photo'], 'me.jpg', { type: 'image/jpeg' })

async function render(
  profile: Partial<Profile> = {},
  press: () => Promise<Blob | PictureRefusal> = () => Promise.resolve(pressed),
) {
  TestBed.configureTestingModule({
    providers: [provideCoatcheckTesting({ profile }), { provide: PicturePress, useValue: { press } }],
  })
  const fixture = TestBed.createComponent(OwnPicture)
  await fixture.whenStable()
  const element = fixture.nativeElement as HTMLElement
  document.body.append(element)
  const input = element.querySelector('input')
  if (!input) throw new Error('There is no input.')
  const choose = (chosen: File = file) => {
    // What a person picks in the dialog of the browser.
    Object.defineProperty(input, 'files', { configurable: true, value: [chosen] })
    input.dispatchEvent(new Event('change'))
  }
  const find = (label: string) =>
    [...element.querySelectorAll('button')].find(({ textContent }) => textContent.trim() === label)
  const press_ = (label: string) => {
    const button = find(label)
    if (!button) throw new Error(`There is no button ${label}.`)
    button.click()
  }
  const eventually = (check: () => void) =>
    vi.waitFor(async () => {
      await fixture.whenStable()
      check()
    })
  const news = () => TestBed.inject(News).latest()?.text
  return { element, input, choose, find, click: press_, eventually, news, coatcheck: TestBed.inject(CoatcheckTesting) }
}

const refusal = (status: number, code: Problem['code']) =>
  new AuthError('problem', { httpStatus: status, problem: { type: 'about:blank', title: code, status, code } })

describe('OwnPicture', () => {
  afterEach(() => {
    document.body.replaceChildren()
  })

  it('is a file input with a label, which the keyboard reaches', async () => {
    const { input } = await render()
    expect(input.labels?.[0]?.textContent.trim()).toBe('Choose a picture…')
    expect([input.type, input.accept, input.tabIndex]).toEqual(['file', 'image/png,image/jpeg,image/webp,image/*', 0])
  })

  it('shows the initials as what they are, and offers nothing to remove', async () => {
    const { element, find } = await render()
    expect(element.querySelector('coat-avatar')?.ariaLabel).toBe('Your initials')
    expect(find('Remove the picture')).toBeUndefined()
  })

  it('shows what was chosen before anything is sent, and takes the focus there', async () => {
    const { element, choose, find, eventually, coatcheck } = await render()
    choose()
    await eventually(() => {
      expect(element.querySelector('img')?.src).toMatch(/^data:image\/webp/)
      expect(document.activeElement).toBe(find('Use this picture'))
    })
    expect(coatcheck.auth.profile()?.picture).toBeNull()
  })

  it('sends it, the profile has it at once, and the focus goes back', async () => {
    const { element, input, choose, find, click, eventually, news, coatcheck } = await render()
    const upload = vi.spyOn(TestBed.inject(ProfilePicture), 'upload')
    choose()
    await eventually(() => {
      expect(find('Use this picture')).toBeDefined()
    })
    click('Use this picture')
    await eventually(() => {
      expect(coatcheck.auth.profile()?.picture).toMatch(/^\/auth\/avatar/)
      expect(news()).toBe('This is your picture now, wherever your name stands.')
    })
    expect(upload).toHaveBeenCalledExactlyOnceWith(pressed)
    expect([document.activeElement, element.querySelector('.preview')]).toEqual([input, null])
  })

  it('goes back to the picture before when the person does not want the new one', async () => {
    const { element, input, choose, find, click, eventually } = await render({ picture: '/auth/avatar/usr_ada?v=1' })
    choose()
    await eventually(() => {
      expect(find('Keep it as it was')).toBeDefined()
    })
    click('Keep it as it was')
    await eventually(() => {
      expect(document.activeElement).toBe(input)
    })
    expect(element.querySelector('coat-avatar')?.ariaLabel).toBe('Your picture')
  })

  it('does not say that it is as it was while the new one is being sent', async () => {
    const { element, choose, find, click, eventually } = await render()
    const sent = Promise.withResolvers<Profile>()
    vi.spyOn(TestBed.inject(ProfilePicture), 'upload').mockReturnValue(sent.promise)
    choose()
    await eventually(() => {
      expect(find('Use this picture')).toBeDefined()
    })
    click('Use this picture')
    await eventually(() => {
      expect(find('Keep it as it was')?.ariaDisabled).toBe('true')
    })
    click('Keep it as it was')
    await eventually(() => {
      expect(element.querySelector('.preview')).not.toBeNull()
    })
    sent.reject(refusal(503, 'unavailable'))
    await eventually(() => {
      expect(find('Keep it as it was')?.ariaDisabled).toBeNull()
    })
    click('Keep it as it was')
    await eventually(() => {
      expect(element.querySelector('.preview')).toBeNull()
    })
  })

  it('removes the picture, tells it, and keeps the focus', async () => {
    const { input, click, eventually, news, coatcheck } = await render({ picture: '/auth/avatar/usr_ada?v=1' })
    click('Remove the picture')
    await eventually(() => {
      expect(news()).toBe('Your picture is gone. Your initials stand in its place.')
      expect(document.activeElement).toBe(input)
    })
    expect(coatcheck.auth.profile()?.picture).toBeNull()
  })

  it.each([
    ['svg', /An SVG is a drawing that can contain a program/],
    ['not_a_picture', /cannot be read as a picture/],
    ['too_many_bytes', /larger than 40 megabytes/],
    ['too_many_pixels', /more than 40 megapixels/],
  ] as const)('says why it does not take a file (%s)', async (why, sentence) => {
    const { element, choose, find, eventually } = await render({}, () => Promise.resolve(why))
    choose()
    await eventually(() => {
      expect(element.querySelector('[role=alert]')?.textContent).toMatch(sentence)
    })
    expect(find('Use this picture')).toBeUndefined()
  })

  it.each([
    [400, 'invalid_input', /The server could not read it as a picture\./],
    [413, 'too_large', /It is too large for the server\./],
    [415, 'unsupported_media_type', /The server could not read it as a picture\./],
    [404, 'not_found', /This server keeps no pictures\./],
    [429, 'too_many_requests', /Too many attempts\./],
    [503, 'unavailable', /The server is in trouble\./],
  ] as const)('keeps what was chosen when the server answers %i, and says why', async (status, code, sentence) => {
    const { element, choose, find, click, eventually } = await render()
    vi.spyOn(TestBed.inject(ProfilePicture), 'upload').mockRejectedValue(refusal(status, code))
    choose()
    await eventually(() => {
      expect(find('Use this picture')).toBeDefined()
    })
    click('Use this picture')
    await eventually(() => {
      expect(element.querySelector('[role=alert]')?.textContent).toMatch(sentence)
    })
    expect(find('Use this picture')?.ariaDisabled).toBeNull()
  })

  it('takes the same file a second time', async () => {
    const { input, choose } = await render()
    const empty = vi.spyOn(input, 'value', 'set')
    choose()
    expect(empty).toHaveBeenCalledWith('')
  })

  it('takes a picture that is dropped on it, and the page stays', async () => {
    const { element, find, eventually } = await render()
    const drop = Object.assign(new Event('drop', { cancelable: true }), { dataTransfer: { files: [file] } })
    element.querySelector('.both')?.dispatchEvent(drop)
    expect(drop.defaultPrevented).toBe(true)
    await eventually(() => {
      expect(find('Use this picture')).toBeDefined()
    })
  })

  it('reads one file at a time', async () => {
    const reading = Promise.withResolvers<Blob>()
    const press = vi.fn(() => reading.promise)
    const { input, choose, find, eventually } = await render({}, press)
    choose()
    choose()
    const click = new Event('click', { cancelable: true })
    input.dispatchEvent(click)
    expect([press.mock.calls.length, click.defaultPrevented]).toEqual([1, true])
    reading.resolve(pressed)
    await eventually(() => {
      expect(find('Use this picture')).toBeDefined()
    })
  })

  it('FC-12 drops what one person chose when another one is there', async () => {
    const reading = Promise.withResolvers<Blob>()
    const { element, input, choose, find, eventually, coatcheck } = await render({}, () => reading.promise)
    choose()
    coatcheck.switchUser()
    reading.resolve(pressed)
    await eventually(() => {
      expect(input.ariaDisabled).toBeNull()
    })
    expect([element.querySelector('.preview'), find('Use this picture')]).toEqual([null, undefined])
  })
})
