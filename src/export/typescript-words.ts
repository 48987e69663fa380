/** Words that a module may not call its own, and those that the emitted code itself uses. */
export const typescriptWords: readonly string[] = `
abstract any arguments as async await bigint boolean break case catch class const constructor continue
debugger declare default delete do else enum eval export extends false finally for from function get
if implements import in infer Infinity instanceof interface is keyof let module namespace NaN never new
null number object of package private protected public readonly require return satisfies set static
string super switch symbol this throw true try type typeof undefined unique unknown var void while with
yield globalThis Object Function Array

Bit Inputs Outputs Raw Number String answer inputNames inputs isMissing outputNames readCategory
readNumber reset step
`
  .trim()
  .split(/\s+/)
