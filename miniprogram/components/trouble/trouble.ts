/** What went wrong, and the way to try again. Shows nothing while nothing is wrong. */
Component({
  properties: { words: { type: String, value: '' } },
  methods: {
    again() {
      this.triggerEvent('again')
    },
  },
})
