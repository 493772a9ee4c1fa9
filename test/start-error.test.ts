import { expect, it } from 'vitest'
import { ConfigError } from '../src/config.ts'
import { startError } from '../src/start-error.ts'

const withCode = (code: string) => Object.assign(new Error('from the system'), { code })

it.each([
  [withCode('EADDRINUSE'), /PORT/],
  [withCode('ECONNREFUSED'), /DATABASE_URL/],
  [withCode('3D000'), /没有这个库/],
  // A file stands where the folder should be.
  [withCode('EEXIST'), /DATA_DIR/],
  [withCode('EROFS'), /DATA_DIR/],
  [withCode('ENOSPC'), /DATA_DIR/],
  [new ConfigError('PORT'), /配置有误/],
])('%s tells the technician what to do, without a stack', (error, words) => {
  expect(startError(error)).toMatch(words)
  expect(startError(error)).not.toContain('    at ')
})

it('keeps the stack of what nobody foresaw', () => expect(startError(new Error('odd'))).toContain('    at '))
