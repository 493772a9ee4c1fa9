import { ApiProblem, wordsOf } from '../../../utils/api'
import { keepPicture } from '../../../utils/files'
import { tell } from '../../../utils/page'
import { serverAddress } from '../../../utils/server'
import { cadreSession } from '../../../utils/session'
import type { KeptFile } from '../../../utils/unsent'

const MOST_PHOTOS = 9

/** By camera or out of the album; each made small and kept, because the visit may be sent hours later. */
export async function takePhotos(already: number): Promise<KeptFile[]> {
  try {
    const { tempFiles } = await wx.chooseMedia({
      count: MOST_PHOTOS - already,
      mediaType: ['image'],
      sourceType: ['camera', 'album'],
    })
    return await Promise.all(tempFiles.map(({ tempFilePath }) => keepPicture(tempFilePath)))
  } catch (error) {
    if (String((error as { errMsg?: string }).errMsg).endsWith('cancel')) return []
    throw error
  }
}

/** A picture that only the logged-in may see, as a file of this phone. @throws ApiProblem */
function fetchPicture(path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const problem = { status: 0, code: 'no_picture', detail: '照片没有取到，请稍后再试。' }
    wx.downloadFile({
      url: `${serverAddress()}${path}`,
      header: { authorization: `Bearer ${cadreSession()?.token ?? ''}` },
      success: ({ statusCode, tempFilePath }) =>
        statusCode === 200 ? resolve(tempFilePath) : reject(new ApiProblem({ ...problem, status: statusCode })),
      fail: () => reject(new ApiProblem(problem)),
    })
  })
}

/** Over the page, large. */
export async function showPicture(path: string): Promise<void> {
  try {
    const file = await fetchPicture(path)
    await wx.previewImage({ urls: [file], current: file })
  } catch (error) {
    tell(wordsOf(error))
  }
}
