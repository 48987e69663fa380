/** A reader of value change dumps: the values of every wire at the start of every tick. */

export interface Waveform {
  /** By scope and name, such as `outputs.sum`: [ticks] the value at the start of each. */
  readonly wires: ReadonlyMap<string, readonly number[]>
  readonly comments: readonly string[]
}

/** @param tickTime units of time a tick */
export function readWaveform(text: string, tickTime = 10): Waveform {
  const [head, body] = text.split('$enddefinitions $end\n') as [string, string]
  const scopes: string[] = []
  const codes = new Map<string, string>()
  const comments: string[] = []
  for (const [, command, rest] of head.matchAll(/\$(\w+)\s([\s\S]*?)\$end/g)) {
    const words = rest!.trim().split(/\s+/)
    if (command === 'scope') scopes.push(words[1]!)
    if (command === 'upscope') scopes.pop()
    if (command === 'comment') comments.push(rest!.trim())
    if (command !== 'var') continue
    const name = [...scopes.slice(1), words[3]!].join('.')
    if (codes.has(name)) throw new Error(`VCD: ${name} twice`)
    codes.set(name, words[2]!)
  }
  const values = new Map<string, number>()
  const wires = new Map([...codes.keys()].map((name) => [name, [] as number[]]))
  let time = -1
  const note = () => {
    if (time < 0 || time % tickTime !== 0) return
    for (const [name, code] of codes) wires.get(name)!.push(values.get(code) ?? Number.NaN)
  }
  for (const line of body.trim().split('\n')) {
    if (line.startsWith('#')) {
      note()
      time = Number(line.slice(1))
    } else if (line.startsWith('b')) {
      const [bits, code] = line.slice(1).split(' ')
      values.set(code!, Number.parseInt(bits!, 2))
    } else values.set(line.slice(1), Number(line[0]))
  }
  return { wires, comments }
}
