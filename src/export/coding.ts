/** Encoders and classes as exporters need them: checked against the machine, before anything is emitted. */
import { UsageError } from '../errors.ts'
import { encoderBits } from '../netlist/encoder.ts'
import type { Ports } from '../netlist/ports.ts'
import type { Netlist } from '../netlist.ts'

/** An encoder gives each input its bit, and a decoder has a class for each output and one more. */
export function checkCoding(netlist: Netlist, { encoder, decoder }: Ports): void {
  if (encoder && encoderBits(encoder) !== netlist.inputs) {
    throw new UsageError('export/encoder-mismatch', {
      where: 'the encoder of the ports',
      expected: `${netlist.inputs} bits, one for each input`,
      received: `${encoderBits(encoder)} bits`,
    })
  }
  if (decoder && decoder.classes.length !== netlist.outputs.length + 1) {
    throw new UsageError('export/decoder-mismatch', {
      where: 'the classes of the ports',
      expected: `${netlist.outputs.length + 1} classes, one more than outputs`,
      received: `${decoder.classes.length} classes`,
    })
  }
}
