/** Names that would do harm in one format or another if they were written as they are. */
export const hostileNames: readonly string[] = [
  ...['module', 'while', 'clk', 'rst', 'n3', 'l0', 'zero', '__proto__', 'constructor', 'Bit'],
  ...['*/system("x")/*', '`define', '"); process.exit(9); ("', `\${process.exit(9)}`],
  ...[
    '</title><script>',
    'a\n.end',
    'a\r\nendmodule',
    'a\u2028b',
    'a\\',
    '\\',
    '#',
    '.end',
    '',
    ' ',
  ],
  ...['0', '1-', 'é', '🦴', '\ud800', '\u0000', '\u202egnp', 'x'.repeat(300), 'x_2', 'x_2_2'],
  ...['synopsys translate_off', '@ts-nocheck'],
]
