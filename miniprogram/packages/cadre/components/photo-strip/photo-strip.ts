import { forgetFile } from '../../../../utils/files'
import { tell } from '../../../../utils/page'
import type { KeptFile } from '../../../../utils/unsent'
import { takePhotos } from '../../lib/pictures'

/** Photos of one form. Tells `change` {photos} whenever one comes or goes. */
Component({
  options: { styleIsolation: 'shared' },
  properties: { label: { type: String, value: '照片' }, photos: { type: Array, value: [] as KeptFile[] } },
  methods: {
    async add() {
      const before = this.data.photos as KeptFile[]
      try {
        const taken = await takePhotos(before.length)
        if (taken.length > 0) this.triggerEvent('change', { photos: [...before, ...taken] })
      } catch {
        tell('照片没存下来，请再拍一次')
      }
    },
    drop({ currentTarget }: { currentTarget: { dataset: { path: string } } }) {
      const before = this.data.photos as KeptFile[]
      const { path } = currentTarget.dataset
      before.filter((each) => each.path === path).forEach(forgetFile)
      this.triggerEvent('change', { photos: before.filter((each) => each.path !== path) })
    },
  },
})
