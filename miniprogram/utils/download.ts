import { ApiProblem } from './api'
import { serverAddress } from './server'
import { logIn, residentToken } from './session'

const TIMEOUT_MS = 60_000
const NO_LINE = { status: 0, code: 'no_line', detail: '网络不通，请稍后再试。' }
const NOT_THERE = { code: 'no_file', detail: '这个文件打不开。' }

/** A file of the server's, on the phone for as long as the mini-program runs. @throws ApiProblem */
export async function download(path: string, token: string | null = null): Promise<string> {
  const { statusCode, tempFilePath } = await fetched(path, token)
  if (statusCode === 200) return tempFilePath
  throw new ApiProblem({ ...NOT_THERE, status: statusCode })
}

/** A file that is the resident's own. @throws ApiProblem */
export async function downloadOwn(path: string): Promise<string> {
  try {
    return await download(path, await residentToken())
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.problem.status !== 401) throw error
    return download(path, (await logIn()).token)
  }
}

function fetched(path: string, token: string | null): Promise<{ statusCode: number; tempFilePath: string }> {
  return new Promise((resolve, reject) => {
    wx.downloadFile({
      url: `${serverAddress()}${path}`,
      header: token ? { authorization: `Bearer ${token}` } : {},
      timeout: TIMEOUT_MS,
      success: resolve,
      fail: () => reject(new ApiProblem(NO_LINE)),
    })
  })
}
