/** Makes RESULTS.md anew from the records, without running a bench. */
import { writeReport } from './record.ts'

writeReport()
