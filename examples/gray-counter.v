// A counter of two bits in Gray code, as a netlist: while `enable` is 1 it goes through 00 01 11 10.
module gray_counter(clk, enable, code);
  input clk, enable;
  output [1:0] code;
  reg [1:0] code = 2'h0;
  wire up, down, low, high;
  wire not_enable = ~enable;
  // The lower bit takes the opposite of the higher one, the higher bit takes the lower one.
  assign up = ~(enable & ~code[1]);
  assign down = ~(not_enable & code[0]);
  assign low = ~(up & down);
  assign high = ~(~(enable & code[0]) & ~(not_enable & code[1]));
  always @(posedge clk)
    code[0] <= low;
  always @(posedge clk)
    code[1] <= high;
endmodule
