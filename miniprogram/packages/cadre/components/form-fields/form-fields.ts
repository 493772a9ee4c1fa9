import type { Field } from '../../lib/form'

interface From {
  currentTarget: { dataset: { key: string; value?: string } }
  detail: { value: string | number }
}

/** Draws the fields of a form, and tells each change as `change` {key, value}. */
Component({
  options: { styleIsolation: 'shared' },
  properties: { fields: { type: Array, value: [] as Field[] } },
  methods: {
    write({ currentTarget, detail }: From) {
      this.triggerEvent('change', { key: currentTarget.dataset.key, value: String(detail.value) })
    },
    pick({ currentTarget }: From) {
      const { key, value } = currentTarget.dataset
      this.triggerEvent('change', { key, value })
    },
    choose({ currentTarget, detail }: From) {
      const { key } = currentTarget.dataset
      const field = (this.data.fields as Field[]).find((each) => each.key === key)
      this.triggerEvent('change', { key, value: field?.options[Number(detail.value)]?.value ?? '' })
    },
    chooseDay({ currentTarget, detail }: From) {
      this.triggerEvent('change', { key: currentTarget.dataset.key, value: String(detail.value) })
    },
  },
})
