// A truth table in the .plu format, as CGP++ reads it: `.i INPUTS`, `.o OUTPUTS`, `.p WORDS`, then a
// line a word of 32 cases: a number for each input, a number for each output.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { portsMax = 16, wordsMax = 2048 };

struct Table {
  int inputs, outputs, words;
  // Bits of a word that are cases: all 32, or fewer in a table of fewer rows.
  uint32_t care;
  uint32_t input[wordsMax][portsMax], output[wordsMax][portsMax];
};

static struct Table table;

static void readTable(const char *path) {
  FILE *file = fopen(path, "r");
  if (!file) exit(2);
  int read = fscanf(file, ".i %d .o %d .p %d", &table.inputs, &table.outputs, &table.words);
  if (read != 3 || table.words > wordsMax) exit(2);
  if (table.inputs > portsMax || table.outputs > portsMax) exit(2);
  for (int w = 0; w < table.words; w++) {
    for (int i = 0; i < table.inputs; i++) read += fscanf(file, "%u", &table.input[w][i]);
    for (int o = 0; o < table.outputs; o++) read += fscanf(file, "%u", &table.output[w][o]);
  }
  fclose(file);
  if (read != 3 + table.words * (table.inputs + table.outputs)) exit(2);
  table.care = table.inputs < 5 ? (1u << (1u << table.inputs)) - 1 : ~0u;
}
