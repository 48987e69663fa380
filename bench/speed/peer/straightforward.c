// (1+4) over NAND gates, written the straightforward way: how fast is what a competent engineer has
// after a day?
//
//   gcc -O3 -march=native -DBLOCKS=1 straightforward.c -o straightforward
//   ./straightforward FILE GATES EVALUATIONS SEED SECONDS
//
// FILE is a truth table (`plu.h`). Cases are packed, 64 a block, and BLOCKS of them, a constant, hold
// the table. An offspring is a copy of its parent in which genes change until an active one has
// changed (Goldman & Punch 2013, single); all its active gates are evaluated; the best replaces the
// parent when it is not worse. Runs with SEED, SEED + 1, … each until solved or for EVALUATIONS, until
// SECONDS of processor time are over. Prints a line a run: its evaluations, 1 if solved, and its time.
#include "plu.h"
#include <string.h>
#include <time.h>

enum { gatesMax = 1024, lambda = 4 };

typedef struct {
  // [gates × 2 + outputs] signals: inputs, then gates.
  uint16_t gene[2 * gatesMax + portsMax];
  uint8_t isActive[gatesMax];
  int errors;
} Individual;

static int gates, genes;
static uint64_t value[portsMax + gatesMax][BLOCKS], wanted[portsMax][BLOCKS], care[BLOCKS];

// xoshiro256++ (Blackman & Vigna 2019), started by splitmix64.
static uint64_t state[4];

static inline uint64_t rotate(uint64_t x, int k) { return x << k | x >> (64 - k); }

static inline uint64_t next(void) {
  const uint64_t result = rotate(state[0] + state[3], 23) + state[0], t = state[1] << 17;
  state[2] ^= state[0], state[3] ^= state[1], state[1] ^= state[2], state[0] ^= state[3];
  state[2] ^= t, state[3] = rotate(state[3], 45);
  return result;
}

static inline uint32_t below(uint32_t n) { return (next() >> 32) * n >> 32; }

static void seedWith(uint64_t seed) {
  for (int i = 0; i < 4; i++) {
    uint64_t z = seed += 0x9e3779b97f4a7c15;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9, z = (z ^ z >> 27) * 0x94d049bb133111eb;
    state[i] = z ^ z >> 31;
  }
}

static inline uint32_t rangeOf(int gene) {
  return table.inputs + (gene < 2 * gates ? gene / 2 : gates);
}

static void mutate(Individual *child) {
  for (;;) {
    const int gene = below(genes);
    const uint16_t before = child->gene[gene];
    child->gene[gene] = below(rangeOf(gene));
    if (child->gene[gene] != before && (gene >= 2 * gates || child->isActive[gene / 2])) return;
  }
}

// Marks the active gates, evaluates them in order and counts wrong bits.
static void evaluate(Individual *one) {
  const uint16_t *output = one->gene + 2 * gates;
  uint16_t active[gatesMax];
  int count = 0;
  memset(one->isActive, 0, gates);
  for (int o = 0; o < table.outputs; o++) {
    if (output[o] >= table.inputs) one->isActive[output[o] - table.inputs] = 1;
  }
  for (int g = gates - 1; g >= 0; g--) {
    if (!one->isActive[g]) continue;
    active[count++] = g;
    for (int i = 0; i < 2; i++) {
      const int signal = one->gene[2 * g + i];
      if (signal >= table.inputs) one->isActive[signal - table.inputs] = 1;
    }
  }
  while (count > 0) {
    const int g = active[--count];
    const uint64_t *a = value[one->gene[2 * g]], *b = value[one->gene[2 * g + 1]];
    uint64_t *to = value[table.inputs + g];
    for (int k = 0; k < BLOCKS; k++) to[k] = ~(a[k] & b[k]);
  }
  one->errors = 0;
  for (int o = 0; o < table.outputs; o++) {
    const uint64_t *shown = value[output[o]];
    for (int k = 0; k < BLOCKS; k++) {
      one->errors += __builtin_popcountll((shown[k] ^ wanted[o][k]) & care[k]);
    }
  }
}

static void copy(Individual *to, const Individual *from) {
  memcpy(to->gene, from->gene, genes * sizeof *to->gene);
  memcpy(to->isActive, from->isActive, gates);
}

static void swap(Individual **a, Individual **b) {
  Individual *const kept = *a;
  *a = *b, *b = kept;
}

static void run(uint64_t seed, long evaluationsMax) {
  static Individual individuals[3];
  Individual *parent = &individuals[0], *child = &individuals[1], *best = &individuals[2];
  const clock_t startedAt = clock();
  seedWith(seed);
  for (int gene = 0; gene < genes; gene++) parent->gene[gene] = below(rangeOf(gene));
  evaluate(parent);
  long evaluations = 1;
  while (parent->errors > 0 && evaluations < evaluationsMax) {
    best->errors = INT32_MAX;
    for (int i = 0; i < lambda; i++) {
      copy(child, parent);
      mutate(child);
      evaluate(child);
      if (child->errors <= best->errors) swap(&child, &best);
    }
    evaluations += lambda;
    if (best->errors <= parent->errors) swap(&parent, &best);
  }
  const double seconds = (double)(clock() - startedAt) / CLOCKS_PER_SEC;
  printf("%ld %d %.6f\n", evaluations, parent->errors == 0, seconds);
}

int main(int count, char **arguments) {
  if (count != 6) return 2;
  readTable(arguments[1]);
  gates = atoi(arguments[2]);
  genes = 2 * gates + table.outputs;
  if (gates > gatesMax || table.words > 2 * BLOCKS) return 2;
  for (int w = 0; w < table.words; w++) {
    const int k = w / 2, shift = 32 * (w % 2);
    care[k] |= (uint64_t)table.care << shift;
    for (int i = 0; i < table.inputs; i++) value[i][k] |= (uint64_t)table.input[w][i] << shift;
    for (int o = 0; o < table.outputs; o++) wanted[o][k] |= (uint64_t)table.output[w][o] << shift;
  }
  const double seconds = atof(arguments[5]);
  for (uint64_t seed = atol(arguments[4]); clock() < seconds * CLOCKS_PER_SEC; seed++) {
    run(seed, atol(arguments[3]));
  }
}
