// The same job as `simulate` of a kernel, in C++ for speed: how fast can an interpreter of NAND
// netlists be on this machine?
//
//   g++ -O3 -march=native -std=c++17 interpreter.cpp -o interpreter && ./interpreter FILE CALLS
//
// FILE holds words of 32 bits: inputs, latches, gates, outputs, ticks, words; then fan-ins, latches,
// outputs and stimulus as in `src/netlist.ts` and `src/kernel.ts`. Prints the nanoseconds of CALLS
// simulations after one that warms up, and the checksum of the response.
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

struct Job {
  uint32_t inputs, latches, gates, outputs, ticks, words;
  const uint32_t *fanin, *latch, *output, *stimulus;
};

constexpr size_t cacheBytes = 32 << 10;
// Bytes of the widest vector that the processor has: wider ones would go through memory.
#ifdef __AVX512F__
constexpr size_t widest = 64;
#else
constexpr size_t widest = 32;
#endif
static char *values, *nextLatches;

// All ticks of one block of cases: K vectors of B bytes for each signal. GCC makes one instruction of
// each load, of each NAND (with AVX-512) and of each store.
template <size_t B, size_t K>
static void runBlock(const Job &job, size_t firstWord, uint32_t *response) {
  typedef uint64_t Vector __attribute__((vector_size(B), aligned(B), may_alias));
  constexpr size_t stride = B * K;
  const size_t left = 4 * (job.words - firstWord), row = left < stride ? left : stride;
  // Copies, so that no store can change what the loop over the gates reads them from.
  char *const base = values;
  const uint32_t *const fanin = job.fanin;
  const size_t gates = job.gates;
  char *latchValues = base + (1 + job.inputs) * stride;
  char *gateValues = latchValues + job.latches * stride;
  memset(base, 0, stride);
  memset(latchValues, 0, job.latches * stride);
  for (size_t t = 0; t < job.ticks; t++) {
    for (size_t i = 0; i < job.inputs; i++) {
      memcpy(base + (1 + i) * stride, job.stimulus + (t * job.inputs + i) * job.words + firstWord, row);
    }
    char *to = gateValues;
    for (size_t g = 0; g < gates; g++, to += stride) {
      const Vector *a = (const Vector *)(base + fanin[2 * g] * stride);
      const Vector *b = (const Vector *)(base + fanin[2 * g + 1] * stride);
      Vector result[K];
      for (size_t k = 0; k < K; k++) result[k] = ~(a[k] & b[k]);
      for (size_t k = 0; k < K; k++) ((Vector *)to)[k] = result[k];
    }
    for (size_t o = 0; o < job.outputs; o++) {
      memcpy(response + (t * job.outputs + o) * job.words + firstWord, base + job.output[o] * stride, row);
    }
    for (size_t l = 0; l < job.latches; l++) {
      memcpy(nextLatches + l * stride, base + job.latch[l] * stride, stride);
    }
    memcpy(latchValues, nextLatches, job.latches * stride);
  }
}

// The widest block whose values fit the first-level cache; 512 bits where none does.
static void simulate(const Job &job, uint32_t *response) {
  const size_t signals = 1 + job.inputs + job.latches + job.gates;
  for (size_t w = 0; w < job.words;) {
    const size_t left = 4 * (job.words - w);
    const auto fits = [&](size_t bytes) { return left > bytes / 2 && signals * bytes <= cacheBytes; };
    if (fits(256)) runBlock<widest, 256 / widest>(job, w, response), w += 64;
    else if (fits(128)) runBlock<widest, 128 / widest>(job, w, response), w += 32;
    else if (left > 32) runBlock<widest, 64 / widest>(job, w, response), w += 16;
    else if (left > 16) runBlock<32, 1>(job, w, response), w += 8;
    else runBlock<16, 1>(job, w, response), w += 4;
  }
}

int main(int count, char **arguments) {
  if (count != 3) return 2;
  FILE *file = fopen(arguments[1], "rb");
  if (!file) return 2;
  std::vector<uint32_t> data;
  uint32_t word;
  while (fread(&word, 4, 1, file) == 1) data.push_back(word);
  fclose(file);

  Job job;
  memcpy(&job, data.data(), 6 * sizeof(uint32_t));
  job.fanin = data.data() + 6;
  job.latch = job.fanin + 2 * job.gates;
  job.output = job.latch + job.latches;
  job.stimulus = job.output + job.outputs;
  const size_t signals = 1 + job.inputs + job.latches + job.gates;
  values = (char *)aligned_alloc(64, signals * 256);
  nextLatches = (char *)aligned_alloc(64, (1 + job.latches) * 256);
  std::vector<uint32_t> response(size_t(job.ticks) * job.outputs * job.words);

  simulate(job, response.data());
  const int calls = atoi(arguments[2]);
  const auto startedAt = std::chrono::steady_clock::now();
  for (int call = 0; call < calls; call++) simulate(job, response.data());
  const std::chrono::duration<double, std::nano> spent = std::chrono::steady_clock::now() - startedAt;

  uint32_t checksum = 2166136261u;
  for (const uint32_t part : response) checksum = (checksum ^ part) * 16777619u;
  printf("%.0f %08x\n", spent.count(), checksum);
}
