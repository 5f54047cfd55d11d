/**
 * Commits the place up to which everything is done. Tasks end in any order; a place that has been
 * passed is never come back to, so the slowest task holds it.
 */
export class Progress {
  #partitions = new Map()

  begun(message) {
    this.#partition(message).push({ message, done: false })
  }

  async done(message) {
    const open = this.#partition(message)
    open.find(entry => entry.message === message).done = true
    let last
    while (open.length > 0 && open[0].done) {
      last = open.shift().message
    }
    await last?.commit()
  }

  #partition({ topic, partition }) {
    const name = `${topic}-${partition}`
    if (!this.#partitions.has(name)) {
      this.#partitions.set(name, [])
    }
    return this.#partitions.get(name)
  }
}
