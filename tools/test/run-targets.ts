import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { stripVTControlCharacters } from 'node:util'
import { createProjectGraphAsync } from '@nx/devkit'
import { nxCommand, root } from '../nx/nx-command.ts'

/** What Nx wrote about one task into the record of its last run. */
interface TaskRecord {
  taskId: string
  status: number
  cacheStatus: string
  startTime: string
  endTime: string
}

/** A task that was asked for: it ran, or Nx skipped it because something before it failed. */
export interface Task {
  id: string
  target: string
  report: string
  record: TaskRecord | null
}

export interface Run {
  tasks: Task[]
  outputs: Map<string, string>
  text: string
  failedBeforeTasks: boolean
}

const recordFile = join(root, '.nx/cache/run.json')

/** Runs the targets of all projects that have them; a failed one does not stop the others. */
export async function runTargets(targets: string[], onDone: (taskId: string, seconds: number) => void): Promise<Run> {
  const wanted = await findTasks(targets)
  // Yesterday's results must never be counted as today's: Nx puts those back that are still true.
  for (const { report } of wanted) rmSync(report, { force: true })
  rmSync(recordFile, { force: true })

  const { outputs, text } = await runNx(targets, onDone)
  const records = existsSync(recordFile) ? readRecords() : []
  const asked = wanted.map((task) => ({ ...task, record: records.find(({ taskId }) => taskId === task.id) ?? null }))
  const failedBuilds = records
    .filter(({ taskId, status }) => status !== 0 && !wanted.some(({ id }) => id === taskId))
    .map((record) => ({ id: record.taskId, target: 'build', report: '', record }))

  return { tasks: [...failedBuilds, ...asked], outputs, text, failedBeforeTasks: records.length === 0 }
}

async function findTasks(targets: string[]): Promise<Omit<Task, 'record'>[]> {
  const graph = await createProjectGraphAsync({ exitOnError: true })
  return targets.flatMap((target) =>
    Object.values(graph.nodes)
      .filter(({ data }) => data.targets?.[target] !== undefined)
      .map(({ name, data }) => ({
        id: `${name}:${target}`,
        target,
        report: join(root, data.root, `test-results/${target}.json`),
      })),
  )
}

function readRecords(): TaskRecord[] {
  return (JSON.parse(readFileSync(recordFile, 'utf8')) as { tasks: TaskRecord[] }).tasks
}

/** In its static style Nx prints a task's whole output, also of a success, under a heading once the task is done. */
async function runNx(targets: string[], onDone: (taskId: string, seconds: number) => void) {
  const started = performance.now()
  const [command, args] = nxCommand('run-many', `--targets=${targets.join(',')}`, '--output-style=static')
  const env = { ...process.env, NX_SKIP_LOG_GROUPING: 'true' }
  const nx = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] })

  const outputs = new Map<string, string>()
  let text = ''
  let current: string | null = null
  for await (const line of createInterface({ input: nx.stdout })) {
    const heading = /^> nx run (\S+)/.exec(stripVTControlCharacters(line))
    if (heading?.[1] !== undefined) {
      current = heading[1]
      onDone(current, (performance.now() - started) / 1000)
    }
    if (current !== null) outputs.set(current, `${outputs.get(current) ?? ''}${line}\n`)
    text += `${line}\n`
  }
  return { outputs, text }
}
