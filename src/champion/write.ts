/** Champions as text: fields in a fixed order, gates as pairs, filled line by line. */
import type { Champion, ChampionStep } from '../champion.ts'
import { layoutJson } from '../json.ts'
import { writeNetlistJson } from '../netlist/text.ts'
import { writeSpecJson } from '../spec/text.ts'
import { detailMax, nameMax } from './schema.ts'

/** Writes a champion as readable JSON, always the same text for the same champion. */
export function writeChampion(champion: Champion): string {
  const { name, netlist, ports, objectives, score, noise, measures, spec, task } = champion
  return layoutJson({
    format: champion.format,
    version: champion.version,
    name: tidy(name, nameMax),
    objectives,
    score,
    noise,
    measures,
    task: {
      name: tidy(task.name, nameMax),
      digest: task.digest,
      source: tidy(task.source, detailMax),
    },
    seed: champion.seed,
    engine: tidy(champion.engine, nameMax),
    evaluations: champion.evaluations,
    generations: champion.generations,
    history: champion.history.map(writeStep),
    ports: {
      inputs: ports.inputs,
      outputs: ports.outputs,
      encoder: ports.encoder,
      decoder: ports.decoder,
    },
    netlist: writeNetlistJson(netlist),
    spec: spec && writeSpecJson(spec),
  })
}

const writeStep = ({ step, gates, depth, latches, verdict, detail }: ChampionStep) => ({
  step,
  gates,
  depth,
  latches,
  verdict,
  detail: detail === undefined ? undefined : tidy(detail, detailMax),
})

/** Cuts a text to what a reader takes, control characters as spaces: a run must not be lost to it. */
const tidy = (text: string, lengthMax: number): string =>
  text.replace(/\p{Cc}/gu, ' ').slice(0, lengthMax)
