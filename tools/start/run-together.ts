import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { root } from '../nx/nx-command.ts'

/** Programs that live and die together: the first one to end takes the others along and gives its exit code. */
export class RunTogether {
  readonly #programs = new Set<ChildProcess>()
  #exitCode: number | null = null

  /** Starts a program in a process group of its own, so that what it starts in turn ends with it. */
  start(command: string, args: string[], settings: Record<string, string>) {
    const program = spawn(command, args, {
      cwd: root,
      detached: true,
      env: { ...process.env, FORCE_COLOR: process.stdout.isTTY ? '1' : '0', ...settings },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    this.#programs.add(program)
    program.once('exit', (code) => {
      this.#programs.delete(program)
      if (this.#exitCode === null) this.stop(code ?? 1)
      if (this.#programs.size === 0) process.exit(this.#exitCode ?? 1)
    })
    return {
      /** Looks at each line of what the program says; the line is shown when the answer is yes. */
      onLine(isShown: (line: string) => boolean): void {
        createInterface({ input: program.stdout }).on('line', (line) => {
          if (isShown(line)) console.log(line)
        })
      },
    }
  }

  /** Ends all of them; a second call, such as for an impatient second Ctrl-C, ends them at once. */
  stop(exitCode: number): void {
    const signal = this.#exitCode === null ? 'SIGTERM' : 'SIGKILL'
    this.#exitCode ??= exitCode
    for (const { pid } of this.#programs) if (pid !== undefined) killGroup(pid, signal)
  }
}

function killGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal)
  } catch (error) {
    // It ended by itself in the meantime.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}
