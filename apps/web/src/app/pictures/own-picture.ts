import {
  afterNextRender,
  Component,
  type ElementRef,
  inject,
  Injector,
  linkedSignal,
  signal,
  viewChild,
} from '@angular/core'
import { AuthService, CoatAvatar, ProfilePicture } from '@coatcheck/angular'
import { News } from '../shell/news'
import { dataUrlOf } from './data-url-of'
import { pictureProblemText } from './picture-problem-text'
import { PicturePress } from './picture-press'
import { refusalText } from './picture-refusal'

interface Chosen {
  readonly picture: Blob
  readonly preview: string
}

/** The picture of the person: choose one, see it as others will, and send it; or be shown by initials again. */
@Component({
  selector: 'app-own-picture',
  imports: [CoatAvatar],
  templateUrl: './own-picture.html',
  styleUrl: './own-picture.scss',
})
export class OwnPicture {
  protected readonly auth = inject(AuthService)
  readonly #pictures = inject(ProfilePicture)
  readonly #press = inject(PicturePress)
  readonly #news = inject(News)
  readonly #injector = inject(Injector)
  protected readonly fileInput = viewChild.required<ElementRef<HTMLInputElement>>('chooser')
  protected readonly sender = viewChild<ElementRef<HTMLElement>>('sender')

  /** It goes with the person. */
  protected readonly chosen = linkedSignal<string | null, Chosen | null>({
    source: this.auth.userId,
    computation: () => null,
  })
  protected readonly busyWith = signal<'reading' | 'sending' | 'removing' | null>(null)
  protected readonly failure = signal<string | null>(null)

  protected keepShutWhileBusy(event: Event): void {
    if (this.busyWith()) event.preventDefault()
  }

  /** Otherwise the browser would leave the page for the file. */
  protected drop(event: DragEvent): void {
    event.preventDefault()
    void this.choose(event.dataTransfer?.files[0])
  }

  /** A file, from the dialog of the browser or dropped. */
  protected async choose(file: File | undefined): Promise<void> {
    // The same file chosen again is a choice, too.
    this.fileInput().nativeElement.value = ''
    if (!file) return
    const userId = this.auth.userId()
    await this.#run('reading', async () => {
      const picture = await this.#press.press(file)
      if (typeof picture === 'string') {
        this.failure.set(refusalText[picture])
        return
      }
      const preview = await dataUrlOf(picture)
      if (userId !== this.auth.userId()) return
      this.chosen.set({ picture, preview })
      this.#focus(this.sender)
    })
  }

  protected async send({ picture }: Chosen): Promise<void> {
    await this.#run('sending', async () => {
      await this.#pictures.upload(picture)
      this.#news.tell('This is your picture now, wherever your name stands.')
      this.#putBack()
    })
  }

  protected async remove(): Promise<void> {
    await this.#run('removing', async () => {
      await this.#pictures.remove()
      this.#news.tell('Your picture is gone. Your initials stand in its place.')
      this.#focus(this.fileInput)
    })
  }

  protected keep(): void {
    // What is on its way to the server cannot be called back.
    if (!this.busyWith()) this.#putBack()
  }

  /** The focus goes back to where another one can be chosen. */
  #putBack(): void {
    this.chosen.set(null)
    this.failure.set(null)
    this.#focus(this.fileInput)
  }

  async #run(what: 'reading' | 'sending' | 'removing', act: () => Promise<void>): Promise<void> {
    if (this.busyWith()) return
    this.busyWith.set(what)
    this.failure.set(null)
    try {
      await act()
    } catch (error) {
      this.failure.set(pictureProblemText(error))
    } finally {
      this.busyWith.set(null)
    }
  }

  #focus(target: () => ElementRef<HTMLElement> | undefined): void {
    afterNextRender({ read: () => target()?.nativeElement.focus() }, { injector: this.#injector })
  }
}
