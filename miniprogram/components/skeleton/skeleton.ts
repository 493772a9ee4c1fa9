/** The shape of a list that is still on its way. */
Component({ data: { rows: [0, 1, 2, 3, 4] } })
