/**
 * Conflict-driven clause learning: decide, propagate, and where all literals of a clause are false,
 * learn the clause that says why, and jump back to where it would have helped.
 *
 * All clauses lie in one array. A clause is watched by its first two literals; a watch carries a
 * literal of the clause, the blocker, that often shows that the clause is true without looking at it.
 * Clauses of two literals are watches alone. Inside, variable v of the outside is v - 1, its literals
 * are 2v - 2 and, negated, 2v - 1.
 *
 *   clause    size, id, levels, used, literal 0, literal 1, …        levels is 0 for given clauses
 *   watch     clause, blocker                                        ~clause for two literals
 *
 * Every learned clause is handed to the proof with its antecedents in the order in which they
 * propagate. Literals that are fixed for good are clauses of one literal in the proof.
 *
 * Sources: Marques-Silva & Sakallah 1999, "GRASP: A Search Algorithm for Propositional
 * Satisfiability"; Eén & Sörensson 2003, "An Extensible SAT-solver"; Audemard & Simon 2009,
 * "Predicting Learnt Clauses Quality in Modern SAT Solvers"; Sörensson & Biere 2009, "Minimizing
 * Learned Clauses"; Biere 2019, "CaDiCaL at the SAT Race 2019" (what is kept).
 */
import { quote, UsageError } from '../errors.ts'
import type { Answer, SolveOptions, Solver, SolverOptions } from '../sat.ts'
import { createVariableOrder } from './order.ts'
import { createRestarts } from './restart.ts'

/** Words of a clause before its literals. */
const header = 4
/** Levels of clauses that are always kept, and that are kept while they are used. */
const levelsKept = 2
const levelsKeptUsed = 6
/** Conflicts until learned clauses are first thinned out, and how many more each time. */
const firstReduce = 2000
const moreReduce = 300
/** What an activity keeps at each conflict. */
const activityKept = 0.95
/** How far reasons are followed to drop a literal. */
const depthMax = 400

const none = -1
/** Garbage waits in `levels` until the array is compacted. */
const garbage = -1

// Marks of variables while a conflict is analysed.
const inClause = 1
const implied = 2
const needed = 3

/** Creates a solver without clauses. */
export function createSolver({ proof }: SolverOptions = {}): Solver {
  let variables = 0
  const order = createVariableOrder(activityKept)
  const restarts = createRestarts()

  // [variables]
  let levels = new Int32Array(64)
  let reasons = new Int32Array(64)
  let places = new Int32Array(64)
  let fixedBy = new Int32Array(64)
  let phases = new Int8Array(64)
  let marks = new Uint8Array(64)
  let model = new Int8Array(64)
  // [literals] 1 true, -1 false, 0 open
  let values = new Int8Array(128)
  const watches: Int32Array[] = []
  let watchSizes = new Int32Array(128)

  let trail = new Int32Array(64)
  let trailSize = 0
  let head = 0
  /** [levels] where each level begins on the trail. */
  let levelStarts = new Int32Array(65)
  let level = 0
  /** [levels] the number of the clause in which a level was last met. */
  let levelStamps = new Int32Array(65)
  let levelStamp = 0

  let arena = new Int32Array(1024)
  let arenaSize = 0
  let arenaWasted = 0
  let learnedClauses: number[] = []

  let lastId = 0
  let isRefuted = false
  let fixedAtReduce = 0
  let nextReduce = firstReduce
  let reduces = 0
  let concluded: number[] = []
  const counts = {
    conflicts: 0,
    decisions: 0,
    propagations: 0,
    restarts: 0,
    learned: 0,
    dropped: 0,
  }

  // The clause that is being learned, and what its proof needs.
  let clause = new Int32Array(64)
  let clauseSize = 0
  let marked = new Int32Array(64)
  let markedSize = 0
  /** Places on the trail of the variables whose reasons are antecedents. */
  let chain = new Int32Array(64)
  let chainSize = 0
  const hints: number[] = []

  const toInner = (literal: number) => (literal > 0 ? 2 * literal - 2 : -2 * literal - 1)
  const toOuter = (literal: number) => (literal & 1 ? -((literal >> 1) + 1) : (literal >> 1) + 1)

  function addVariable(): number {
    if (variables === levels.length) growVariables(2 * variables)
    fixedBy[variables] = 0
    reasons[variables] = none
    watches.push(new Int32Array(8), new Int32Array(8))
    order.grow()
    return ++variables
  }

  function growVariables(capacity: number): void {
    levels = widen(levels, capacity)
    reasons = widen(reasons, capacity)
    places = widen(places, capacity)
    fixedBy = widen(fixedBy, capacity)
    trail = widen(trail, capacity)
    clause = widen(clause, capacity)
    marked = widen(marked, capacity)
    chain = widen(chain, capacity)
    levelStarts = widen(levelStarts, capacity + 1)
    levelStamps = widen(levelStamps, capacity + 1)
    watchSizes = widen(watchSizes, 2 * capacity)
    phases = widenBytes(phases, capacity)
    model = widenBytes(model, capacity)
    values = widenBytes(values, 2 * capacity)
    const largerMarks = new Uint8Array(capacity)
    largerMarks.set(marks)
    marks = largerMarks
  }

  /** Writes a clause into the array; its first two literals are to be watched. */
  function allocate(literals: ArrayLike<number>, size: number, id: number, tied: number): number {
    const ref = arenaSize
    if (ref + header + size > arena.length) {
      arena = widen(arena, Math.max(2 * arena.length, ref + header + size))
    }
    arena[ref] = size
    arena[ref + 1] = id
    arena[ref + 2] = tied
    arena[ref + 3] = 0
    for (let i = 0; i < size; i++) arena[ref + header + i] = literals[i]!
    arenaSize = ref + header + size
    attach(ref)
    return ref
  }

  function attach(ref: number): void {
    const first = arena[ref + header]!
    const second = arena[ref + header + 1]!
    const watched = arena[ref] === 2 ? ~ref : ref
    pushWatch(first, watched, second)
    pushWatch(second, watched, first)
  }

  function pushWatch(literal: number, watched: number, blocker: number): void {
    let list = watches[literal]!
    const size = watchSizes[literal]!
    if (size === list.length) list = watches[literal] = widen(list, 2 * size)
    list[size] = watched
    list[size + 1] = blocker
    watchSizes[literal] = size + 2
  }

  function assign(literal: number, ref: number): void {
    const variable = literal >> 1
    values[literal] = 1
    values[literal ^ 1] = -1
    levels[variable] = level
    places[variable] = trailSize
    trail[trailSize++] = literal
    if (level > 0) {
      reasons[variable] = ref
      return
    }
    // What is fixed for good is a clause of its own, so its reason may go.
    reasons[variable] = none
    if (ref !== none) fixedBy[variable] = deriveFixed(literal, ref)
  }

  /** Assigns for good what a clause says alone. */
  function fix(literal: number, id: number): void {
    assign(literal, none)
    fixedBy[literal >> 1] = id
  }

  /** Derives the clause that says a literal alone; returns its number. */
  function deriveFixed(literal: number, ref: number): number {
    if (!proof) return 0
    hints.length = 0
    const size = arena[ref]!
    for (let at = ref + header; at < ref + header + size; at++) {
      if (arena[at] !== literal) hints.push(fixedBy[arena[at]! >> 1]!)
    }
    hints.push(arena[ref + 1]!)
    proof.derived(++lastId, [toOuter(literal)], hints)
    return lastId
  }

  /** Assigns what follows; returns a clause whose literals are all false, or none. */
  function propagate(): number {
    let conflict = none
    const from = head
    while (head < trailSize) {
      const falsified = trail[head++]! ^ 1
      const list = watches[falsified]!
      const size = watchSizes[falsified]!
      let write = 0
      let read = 0
      while (read < size) {
        const ref = list[read]!
        const blocker = list[read + 1]!
        read += 2
        const blockerValue = values[blocker]!
        if (blockerValue > 0) {
          list[write++] = ref
          list[write++] = blocker
          continue
        }
        if (ref < 0) {
          list[write++] = ref
          list[write++] = blocker
          if (blockerValue < 0) {
            conflict = ~ref
            break
          }
          assign(blocker, ~ref)
          continue
        }
        const at = ref + header
        const first = arena[at]! ^ arena[at + 1]! ^ falsified
        const firstValue = values[first]!
        if (firstValue > 0) {
          list[write++] = ref
          list[write++] = first
          continue
        }
        const end = at + arena[ref]!
        let k = at + 2
        while (k < end && values[arena[k]!]! < 0) k++
        if (k < end) {
          const replacement = arena[k]!
          arena[at] = first
          arena[at + 1] = replacement
          arena[k] = falsified
          pushWatch(replacement, ref, first)
          continue
        }
        list[write++] = ref
        list[write++] = first
        if (firstValue < 0) {
          conflict = ref
          break
        }
        arena[at] = first
        arena[at + 1] = falsified
        assign(first, ref)
      }
      if (write < read) list.copyWithin(write, read, size)
      watchSizes[falsified] = size - (read - write)
      if (conflict !== none) break
    }
    counts.propagations += head - from
    return conflict
  }

  function newLevel(): void {
    levelStarts[level++] = trailSize
  }

  function backtrack(to: number): void {
    if (level <= to) return
    const start = levelStarts[to]!
    for (let at = trailSize - 1; at >= start; at--) {
      const literal = trail[at]!
      values[literal] = 0
      values[literal ^ 1] = 0
      phases[literal >> 1] = literal & 1 ? -1 : 1
      order.insert(literal >> 1)
    }
    trailSize = start
    head = start
    level = to
  }

  function mark(variable: number, what: number): void {
    if (marks[variable] === 0) marked[markedSize++] = variable
    marks[variable] = what
  }

  function clearMarks(): void {
    for (let i = 0; i < markedSize; i++) marks[marked[i]!] = 0
    markedSize = 0
  }

  /** Notes a variable that is fixed for good as an antecedent. */
  function markFixed(variable: number): void {
    if (marks[variable] !== 0) return
    mark(variable, implied)
    if (proof) hints.push(fixedBy[variable]!)
  }

  /**
   * Learns from a conflict: resolves reasons until one literal of this level is left, and leaves the
   * clause in `clause`, that literal first. Returns the level to jump back to.
   */
  function analyse(conflict: number): number {
    hints.length = 0
    chainSize = 0
    clauseSize = 1
    let open = 0
    let at = trailSize - 1
    let ref = conflict
    let pivot = none
    do {
      touch(ref)
      const end = ref + header + arena[ref]!
      for (let k = ref + header; k < end; k++) {
        const literal = arena[k]!
        const variable = literal >> 1
        if (literal === pivot) continue
        if (levels[variable] === 0) markFixed(variable)
        else if (marks[variable] === 0) {
          mark(variable, inClause)
          order.bump(variable)
          if (levels[variable] === level) open++
          else clause[clauseSize++] = literal
        }
      }
      while (levels[trail[at]! >> 1] !== level || marks[trail[at]! >> 1] !== inClause) at--
      pivot = trail[at]!
      ref = reasons[pivot >> 1]!
      open--
      if (open > 0) chain[chainSize++] = at
      at--
    } while (open > 0)
    clause[0] = pivot ^ 1
    minimise()
    return chooseSecond()
  }

  /** Says that a learned clause was of use, and looks again how many levels it ties. */
  function touch(ref: number): void {
    if (arena[ref + 2] === 0) return
    arena[ref + 3] = 2
    if (arena[ref + 2]! <= levelsKept) return
    const tied = countLevels(arena, ref + header, arena[ref]!)
    if (tied < arena[ref + 2]!) arena[ref + 2] = tied
  }

  function countLevels(literals: Int32Array, from: number, size: number): number {
    levelStamp++
    let tied = 0
    for (let k = from; k < from + size; k++) {
      const at = levels[literals[k]! >> 1]!
      if (levelStamps[at] === levelStamp) continue
      levelStamps[at] = levelStamp
      tied++
    }
    return tied
  }

  /** Drops the literals that the others imply. */
  function minimise(): void {
    countLevels(clause, 0, clauseSize)
    let kept = 1
    for (let i = 1; i < clauseSize; i++) {
      const literal = clause[i]!
      if (!isImplied(literal >> 1, 0)) clause[kept++] = literal
    }
    clauseSize = kept
  }

  /** Whether the other literals of the clause imply a variable's value; its reasons join the chain. */
  function isImplied(variable: number, depth: number): boolean {
    const ref = reasons[variable]!
    if (ref === none || depth > depthMax) return false
    const end = ref + header + arena[ref]!
    for (let k = ref + header; k < end; k++) {
      const other = arena[k]! >> 1
      if (other === variable || marks[other] === inClause || marks[other] === implied) continue
      if (levels[other] === 0) {
        markFixed(other)
        continue
      }
      const isHopeless = marks[other] === needed || levelStamps[levels[other]!] !== levelStamp
      if (isHopeless || !isImplied(other, depth + 1)) {
        if (depth > 0) mark(variable, needed)
        return false
      }
    }
    if (depth > 0) mark(variable, implied)
    chain[chainSize++] = places[variable]!
    return true
  }

  /** Puts a literal of the highest level but one second; returns that level. */
  function chooseSecond(): number {
    if (clauseSize === 1) return 0
    let best = 1
    for (let i = 2; i < clauseSize; i++) {
      if (levels[clause[i]! >> 1]! > levels[clause[best]! >> 1]!) best = i
    }
    const second = clause[best]!
    clause[best] = clause[1]!
    clause[1] = second
    return levels[second >> 1]!
  }

  /** Hands the clause in `clause` to the proof, with the chain in the order of the trail. */
  function deriveClause(conflict: number): number {
    lastId++
    counts.learned++
    if (!proof) return lastId
    const places = chain.subarray(0, chainSize).sort()
    for (let i = 0; i < chainSize; i++) hints.push(arena[reasons[trail[places[i]!]! >> 1]! + 1]!)
    if (conflict !== none) hints.push(arena[conflict + 1]!)
    proof.derived(lastId, outerClause(), hints)
    return lastId
  }

  const outerClause = () => Array.from({ length: clauseSize }, (_, i) => toOuter(clause[i]!))

  function learn(conflict: number): void {
    const target = analyse(conflict)
    const tied = countLevels(clause, 0, clauseSize)
    const id = deriveClause(conflict)
    clearMarks()
    restarts.note(tied)
    backtrack(target)
    keep(id, tied)
  }

  /** Adds the clause in `clause` and assigns its first literal, which all others imply. */
  function keep(id: number, tied: number): void {
    order.decay()
    if (clauseSize === 1) {
      fix(clause[0]!, id)
      return
    }
    const ref = allocate(clause, clauseSize, id, tied)
    learnedClauses.push(ref)
    arena[ref + 3] = 2
    assign(clause[0]!, ref)
  }

  /** Derives the empty clause from one whose literals are fixed to false. */
  function refute(conflict: number): void {
    isRefuted = true
    hints.length = 0
    chainSize = 0
    clauseSize = 0
    const end = conflict + header + arena[conflict]!
    for (let k = conflict + header; k < end; k++) markFixed(arena[k]! >> 1)
    deriveClause(conflict)
    clearMarks()
    concluded = []
  }

  /**
   * Derives the clause of the assumptions that make another one false.
   *
   * @param assumption a false literal
   */
  function conclude(assumption: number): void {
    hints.length = 0
    chainSize = 0
    clauseSize = 0
    clause[clauseSize++] = assumption ^ 1
    mark(assumption >> 1, inClause)
    const isFixed = levels[assumption >> 1] === 0
    if (isFixed) hints.push(fixedBy[assumption >> 1]!)
    for (let at = trailSize - 1; at >= levelStarts[0]! && !isFixed; at--) {
      const variable = trail[at]! >> 1
      if (marks[variable] !== inClause) continue
      const ref = reasons[variable]!
      if (ref === none) {
        clause[clauseSize++] = trail[at]! ^ 1
        continue
      }
      chain[chainSize++] = at
      const end = ref + header + arena[ref]!
      for (let k = ref + header; k < end; k++) {
        const other = arena[k]! >> 1
        if (levels[other] === 0) markFixed(other)
        else mark(other, inClause)
      }
    }
    const id = deriveClause(none)
    clearMarks()
    concluded = outerClause()
    backtrack(0)
    keepConclusion(id)
  }

  /** What was concluded stays, as it is often asked for again. */
  function keepConclusion(id: number): void {
    if (clauseSize > 1 && clause[0] !== (clause[1]! ^ 1)) {
      learnedClauses.push(allocate(clause, clauseSize, id, clauseSize))
    } else if (clauseSize === 1 && values[clause[0]!] === 0) {
      fix(clause[0]!, id)
    }
  }

  /** Drops the worse half of the learned clauses that are not needed, and what is true for good. */
  function reduce(): void {
    reduces++
    nextReduce = counts.conflicts + firstReduce + moreReduce * reduces
    if (level === 0 || levelStarts[0]! > fixedAtReduce) dropSatisfied()
    const candidates: number[] = []
    for (const ref of learnedClauses) {
      const tied = arena[ref + 2]!
      if (tied === garbage || tied <= levelsKept || arena[ref] === 2 || isReason(ref)) continue
      if (arena[ref + 3]! > 0) {
        arena[ref + 3]!--
        if (tied <= levelsKeptUsed || arena[ref + 3]! > 0) continue
      }
      candidates.push(ref)
    }
    candidates.sort((a, b) => arena[b + 2]! - arena[a + 2]! || arena[b]! - arena[a]! || a - b)
    for (let i = 0; i < candidates.length >> 1; i++) drop(candidates[i]!)
    learnedClauses = learnedClauses.filter((ref) => arena[ref + 2] !== garbage)
    flushWatches()
    if (arenaWasted > arena.length / 4) compactArena()
  }

  function isReason(ref: number): boolean {
    const first = arena[ref + header]!
    return values[first]! > 0 && reasons[first >> 1] === ref
  }

  function drop(ref: number): void {
    if (arena[ref + 2]! > 0) counts.dropped++
    arena[ref + 2] = garbage
    arenaWasted += header + arena[ref]!
    proof?.deleted(arena[ref + 1]!)
  }

  function dropSatisfied(): void {
    fixedAtReduce = level === 0 ? trailSize : levelStarts[0]!
    for (let ref = 0; ref < arenaSize; ref += header + arena[ref]!) {
      if (arena[ref + 2] === garbage) continue
      const end = ref + header + arena[ref]!
      for (let k = ref + header; k < end; k++) {
        if (values[arena[k]!]! > 0 && levels[arena[k]! >> 1] === 0) {
          drop(ref)
          break
        }
      }
    }
  }

  function flushWatches(): void {
    for (let literal = 0; literal < 2 * variables; literal++) {
      const list = watches[literal]!
      let write = 0
      for (let read = 0; read < watchSizes[literal]!; read += 2) {
        const ref = list[read]! < 0 ? ~list[read]! : list[read]!
        if (arena[ref + 2] === garbage) continue
        list[write++] = list[read]!
        list[write++] = list[read + 1]!
      }
      watchSizes[literal] = write
    }
  }

  /** Closes the gaps; where a clause went is written over its id meanwhile. */
  function compactArena(): void {
    const compacted = new Int32Array(arena.length)
    let size = 0
    for (let ref = 0; ref < arenaSize; ref += header + arena[ref]!) {
      if (arena[ref + 2] === garbage) continue
      const length = header + arena[ref]!
      compacted.set(arena.subarray(ref, ref + length), size)
      arena[ref + 1] = size
      size += length
    }
    const moved = (ref: number) => arena[ref + 1]!
    for (let literal = 0; literal < 2 * variables; literal++) {
      const list = watches[literal]!
      for (let i = 0; i < watchSizes[literal]!; i += 2) {
        list[i] = list[i]! < 0 ? ~moved(~list[i]!) : moved(list[i]!)
      }
    }
    for (let at = 0; at < trailSize; at++) {
      const variable = trail[at]! >> 1
      if (levels[variable]! > 0 && reasons[variable] !== none) {
        reasons[variable] = moved(reasons[variable]!)
      }
    }
    learnedClauses = learnedClauses.map(moved)
    arena = compacted
    arenaSize = size
    arenaWasted = 0
  }

  function addClause(literals: readonly number[]): void {
    expectLiterals(literals, variables)
    backtrack(0)
    const id = ++lastId
    proof?.given(id, literals)
    if (isRefuted) return
    const inner = new Set(literals.map(toInner))
    let isTrue = false
    for (const literal of inner) isTrue ||= values[literal]! > 0 || inner.has(literal ^ 1)
    if (isTrue) {
      proof?.deleted(id)
      return
    }
    const left = [...inner].filter((literal) => values[literal] === 0)
    const leftId = left.length < inner.size ? shorten(inner, left, id) : id
    if (left.length === 0) {
      isRefuted = true
      concluded = []
    } else if (left.length === 1) {
      fix(left[0]!, leftId)
    } else {
      allocate(left, left.length, leftId, 0)
    }
  }

  /** Derives a clause without the literals that are false for good; returns its number. */
  function shorten(literals: Iterable<number>, left: readonly number[], id: number): number {
    lastId++
    if (!proof) return lastId
    hints.length = 0
    for (const literal of literals) {
      if (values[literal]! < 0) hints.push(fixedBy[literal >> 1]!)
    }
    hints.push(id)
    proof.derived(lastId, left.map(toOuter), hints)
    proof.deleted(id)
    return lastId
  }

  function solve({ assumptions = [], conflictsMax, scope }: SolveOptions = {}): Answer {
    expectLiterals(assumptions, variables)
    if (scope) expectLiterals(scope, variables)
    const inner = assumptions.map(toInner)
    const conflictsEnd = counts.conflicts + (conflictsMax ?? Number.POSITIVE_INFINITY)
    backtrack(0)
    order.restrict(scope?.map((variable) => variable - 1))
    while (!isRefuted) {
      const conflict = propagate()
      if (conflict !== none) {
        counts.conflicts++
        if (level === 0) refute(conflict)
        else learn(conflict)
        if (counts.conflicts < conflictsEnd || isRefuted) continue
        backtrack(0)
        return 'unknown'
      }
      if (restarts.isDue() && level > inner.length) restart(inner.length)
      if (counts.conflicts >= nextReduce) reduce()
      if (!assume(inner)) return 'unsatisfiable'
      if (head < trailSize) continue
      if (level >= inner.length && !decide()) {
        keepModel()
        return 'satisfiable'
      }
    }
    return 'unsatisfiable'
  }

  function restart(to: number): void {
    backtrack(to)
    counts.restarts++
    restarts.restarted()
  }

  /** Takes the next assumptions as decisions until one is new; false when one cannot be. */
  function assume(assumptions: readonly number[]): boolean {
    while (level < assumptions.length) {
      const literal = assumptions[level]!
      if (values[literal]! < 0) {
        conclude(literal)
        return false
      }
      newLevel()
      if (values[literal]! > 0) continue
      assign(literal, none)
      return true
    }
    return true
  }

  /** Decides a variable as it was last; false when all are assigned. */
  function decide(): boolean {
    let variable = order.pop()
    while (variable !== none && values[2 * variable] !== 0) variable = order.pop()
    if (variable === none) return false
    counts.decisions++
    newLevel()
    assign(2 * variable + (phases[variable]! > 0 ? 0 : 1), none)
    return true
  }

  function keepModel(): void {
    for (let variable = 0; variable < variables; variable++) model[variable] = values[2 * variable]!
    backtrack(0)
  }

  return {
    get variables() {
      return variables
    },
    addVariable,
    addClause,
    solve,
    value: (variable) => model[variable - 1]! > 0,
    conclusion: () => concluded,
    get statistics() {
      return { ...counts }
    },
  }
}

function expectLiterals(literals: readonly number[], variables: number): void {
  for (let i = 0; i < literals.length; i++) {
    const literal = literals[i]!
    if (Number.isInteger(literal) && literal !== 0 && Math.abs(literal) <= variables) continue
    throw new UsageError('sat/bad-literal', {
      where: `literal ${i}`,
      expected: `a whole number in [-${variables}, ${variables}] other than 0`,
      received: quote(literal),
    })
  }
}

function widen(array: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(length)
  larger.set(array)
  return larger
}

function widenBytes(array: Int8Array, length: number): Int8Array<ArrayBuffer> {
  const larger = new Int8Array(length)
  larger.set(array)
  return larger
}
