import { computed, inject, Injectable, signal } from '@angular/core'
import { takeUntilDestroyed } from '@angular/core/rxjs-interop'
import { AuthService } from '@coatcheck/angular'
import { map, merge } from 'rxjs'
import { Traffic } from '../wire/traffic'
import { lineOfEvent, lineOfExchange, type LogLine } from './log-entry'

/** A line and when it was written. */
export interface LogEntry extends LogLine {
  readonly id: number
  readonly at: Date
}

/** So many are kept; what is older is forgotten. */
const most = 100

/** What happened since the page was opened, the newest first. */
@Injectable()
export class EventLog {
  readonly #all = signal<readonly LogEntry[]>([])
  /** What is shown while the log is paused. */
  readonly #still = signal<readonly LogEntry[] | null>(null)
  #count = 0

  readonly entries = computed(() => this.#still() ?? this.#all())
  readonly isPaused = computed(() => this.#still() !== null)
  /** How many came since it was paused. */
  readonly waiting = computed(() => {
    const newestShown = this.entries().at(0)?.id ?? 0
    return this.#all().filter(({ id }) => id > newestShown).length
  })

  constructor() {
    merge(inject(AuthService).events$.pipe(map(lineOfEvent)), inject(Traffic).exchanges$.pipe(map(lineOfExchange)))
      .pipe(takeUntilDestroyed())
      .subscribe((line) => {
        const entry = { ...line, id: ++this.#count, at: new Date() }
        this.#all.update((before) => [entry, ...before].slice(0, most))
      })
  }

  /** Lets somebody read; what happens meanwhile is kept. */
  pause(): void {
    this.#still.set(this.#all())
  }

  resume(): void {
    this.#still.set(null)
  }

  clear(): void {
    this.#all.set([])
    if (this.isPaused()) this.#still.set([])
  }
}
