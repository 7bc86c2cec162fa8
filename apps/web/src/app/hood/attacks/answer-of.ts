import { HttpErrorResponse, type HttpResponse } from '@angular/common/http'
import { firstValueFrom, type Observable } from 'rxjs'

/** A status and, for a refusal, its code. */
export interface Answer {
  readonly status: number
  readonly code: string | null
}

/** Waits for an answer, a refusal included: here that is what somebody wants to see. Rejects when there is no verdict. */
export async function answerOf(response$: Observable<HttpResponse<unknown>>): Promise<Answer> {
  try {
    const { status } = await firstValueFrom(response$)
    return { status, code: null }
  } catch (error) {
    if (!(error instanceof HttpErrorResponse) || error.status === 0 || error.status >= 500) throw error
    const { code } = (error.error ?? {}) as { code?: unknown }
    return { status: error.status, code: typeof code === 'string' ? code : null }
  }
}

/** "403 csrf_rejected", "200". */
export function textOf({ status, code }: Answer): string {
  return code === null ? status.toString() : `${status.toString()} ${code}`
}
