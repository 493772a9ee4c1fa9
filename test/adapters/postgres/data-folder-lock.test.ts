import { type ChildProcess, fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, inject, it } from 'vitest'
import { DataFolderInUse, lockDataFolder } from '../../../src/adapters/postgres/data-folder-lock.ts'
import { openDatabase } from '../../../src/adapters/postgres/database.ts'
import { migrate } from '../../../src/adapters/postgres/migrate.ts'
import { openStore } from '../../../src/adapters/postgres/store.ts'
import { system } from './county.fixture.ts'

const children: ChildProcess[] = []
const folders: string[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** Another process that says `held` once it has the folder, and then does nothing. */
async function holder(folder: string): Promise<{ killed(): Promise<void>; stderr: string }> {
  const child = fork(join(import.meta.dirname, 'hold-folder.fixture.ts'), [folder], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: [],
  })
  children.push(child)
  const said = { stderr: '' }
  child.stderr?.on('data', (bytes) => {
    said.stderr += bytes
  })
  await new Promise((resolve, reject) => {
    child.once('message', resolve)
    child.once('exit', () => reject(new Error(said.stderr)))
  })
  return {
    stderr: said.stderr,
    killed: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve())
        child.kill('SIGKILL')
      }),
  }
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mingbai-test-folder-'))
  folders.push(folder)
  return join(folder, 'data')
}

it('refuses a folder that another process has, and is free the moment that one is killed', async () => {
  const folder = newFolder()
  const other = await holder(folder)
  expect(other.stderr).toBe('')
  await expect(lockDataFolder(folder)).rejects.toThrow(DataFolderInUse)
  await expect(openDatabase({ dataDir: folder })).rejects.toThrow(`data folder ${folder} is in use`)
  await other.killed()
  const lock = await lockDataFolder(folder)
  lock.release()
})

it('refuses it to the same process too, until released', async () => {
  const folder = newFolder()
  const lock = await lockDataFolder(folder)
  await expect(lockDataFolder(folder)).rejects.toThrow(DataFolderInUse)
  lock.release()
  const again = await lockDataFolder(folder)
  again.release()
})

it('opens the folder again with what was in it', async () => {
  const folder = newFolder()
  await cp(inject('postgres').dataDir, folder, { recursive: true })
  const first = await openDatabase({ dataDir: folder })
  expect(await migrate(first.db)).toEqual([])
  await openStore(first).transaction(system('440229'), (tx) =>
    tx.regions.put([{ code: '440229', name: '翁源县', active: true }]),
  )
  await expect(openDatabase({ dataDir: folder })).rejects.toThrow(DataFolderInUse)
  await first.maintain()
  await first.close()
  const second = await openDatabase({ dataDir: folder })
  expect(await migrate(second.db)).toEqual([])
  const regions = await openStore(second).transaction(system('440229'), (tx) => tx.regions.counties())
  await second.close()
  expect(regions).toEqual([{ code: '440229', name: '翁源县', active: true }])
}, 90_000)
