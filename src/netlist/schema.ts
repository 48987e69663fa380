/** The schema of a netlist in JSON, for files that carry one. */
import { signalsMax } from '../netlist.ts'
import { z } from '../schema.ts'
import { findNetlistFaults, type NetlistJson, readNetlistJson } from './text.ts'

/** A whole number in [0, most]. */
export const count = (most: number) => z.int().min(0).max(most)

const signal = count(signalsMax)

const netlistJsonSchema: z.ZodType<NetlistJson> = z
  .strictObject({
    inputs: signal,
    latches: z.array(signal),
    gates: z.array(z.tuple([signal, signal])),
    outputs: z.array(signal),
  })
  .superRefine((json, context) => {
    for (const { path, expected } of findNetlistFaults(json)) {
      context.addIssue({ code: 'custom', path: [...path], message: expected })
    }
  })

/** Reads the JSON form as a netlist. */
export const netlistSchema = netlistJsonSchema.transform(readNetlistJson)
