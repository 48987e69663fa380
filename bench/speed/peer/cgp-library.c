// (1+4) over NAND gates by CGP-Library (Turner & Miller 2015), driven through its public interface.
//
//   gcc -O3 -march=native -I LIBRARY/src cgp-library.c LIBRARY/src/cgp.c -lm -o cgp-library
//   ./cgp-library FILE GATES EVALUATIONS SEED SECONDS cases|words
//
// With `cases`, the node function and the fitness are the library's own: nand, and supervised learning
// on one case after the other. With `words`, both are ours: the library computes on doubles, and one
// holds the bits of 32 cases as a whole number. Mutation is the library's `single`.
// Otherwise as `straightforward.c`, and prints the same.
#include "plu.h"
#include <cgp.h>
#include <string.h>
#include <time.h>

enum { lambda = 4, arity = 2 };

static double nandOfWords(const int count, const double *inputs, const double *weights) {
  (void)count, (void)weights;
  return (uint32_t)~((uint32_t)inputs[0] & (uint32_t)inputs[1]);
}

static double countWrongBits(struct parameters *parameters, struct chromosome *chromosome,
                             struct dataSet *data) {
  (void)parameters;
  int errors = 0;
  for (int w = 0; w < table.words; w++) {
    executeChromosome(chromosome, getDataSetSampleInputs(data, w));
    for (int o = 0; o < table.outputs; o++) {
      const uint32_t shown = getChromosomeOutput(chromosome, o);
      errors += __builtin_popcount((shown ^ table.output[w][o]) & table.care);
    }
  }
  return errors;
}

// A sample a word, or a sample a case.
static struct dataSet *createDataSet(int isPacked) {
  const int lanes = isPacked ? 1 : 32 - __builtin_clz(table.care), samples = lanes * table.words;
  double *inputs = malloc(samples * table.inputs * sizeof *inputs);
  double *outputs = malloc(samples * table.outputs * sizeof *outputs);
  for (int sample = 0; sample < samples; sample++) {
    const int w = sample / lanes, k = sample % lanes;
    for (int i = 0; i < table.inputs; i++) {
      const uint32_t word = table.input[w][i];
      inputs[sample * table.inputs + i] = isPacked ? word : word >> k & 1;
    }
    for (int o = 0; o < table.outputs; o++) {
      const uint32_t word = table.output[w][o];
      outputs[sample * table.outputs + o] = isPacked ? word : word >> k & 1;
    }
  }
  return initialiseDataSetFromArrays(table.inputs, table.outputs, samples, inputs, outputs);
}

int main(int count, char **arguments) {
  if (count != 7) return 2;
  readTable(arguments[1]);
  const int isPacked = strcmp(arguments[6], "words") == 0;
  struct dataSet *data = createDataSet(isPacked);
  const int gates = atoi(arguments[2]);
  struct parameters *parameters = initialiseParameters(table.inputs, gates, table.outputs, arity);
  if (isPacked) {
    addCustomNodeFunction(parameters, nandOfWords, "nand of words", arity);
    setCustomFitnessFunction(parameters, countWrongBits, "wrong bits");
  } else {
    addNodeFunction(parameters, "nand");
  }
  setLambda(parameters, lambda);
  setMutationType(parameters, "single");
  setTargetFitness(parameters, 0);
  setUpdateFrequency(parameters, 0);

  const int generationsMax = atol(arguments[3]) / lambda;
  const double seconds = atof(arguments[5]);
  for (unsigned seed = atol(arguments[4]); clock() < seconds * CLOCKS_PER_SEC; seed++) {
    const clock_t startedAt = clock();
    setRandomNumberSeed(seed);
    struct chromosome *best = runCGP(parameters, data, generationsMax);
    const int generations = getChromosomeGenerations(best), isSolved = generations < generationsMax;
    freeChromosome(best);
    // The parent is evaluated once; the generation that solves counts.
    const long evaluations = 1 + (long)lambda * (generations + isSolved);
    printf("%ld %d %.6f\n", evaluations, isSolved, (double)(clock() - startedAt) / CLOCKS_PER_SEC);
  }
}
