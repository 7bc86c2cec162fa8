import { Component, computed, inject } from '@angular/core'
import { News } from './news'

/** Shows the news at the foot of the window. It leaves by itself, but not while somebody points at it. */
@Component({
  selector: 'app-news-line',
  template: `
    <div role="status">
      @for (item of items(); track item.id) {
        <p class="news" (animationend)="news.dismiss()">
          <span>{{ item.text }}</span>
          <button type="button" (click)="news.dismiss()">Close</button>
        </p>
      }
    </div>
  `,
  styleUrl: './news-line.scss',
})
export class NewsLine {
  protected readonly news = inject(News)

  /** None or one: a list, so that the next one is an element of its own with its own time to stay. */
  protected readonly items = computed(() => {
    const latest = this.news.latest()
    return latest ? [latest] : []
  })
}
