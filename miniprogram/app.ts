import { arrive } from './utils/arrival'

App({
  onLaunch: arrive,
  // Somebody may scan another village's code while the mini-program is still open.
  onShow: arrive,
})
