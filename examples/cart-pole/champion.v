// | cart-pole
// | evolved by Nandertal 0.1.0: seed 1, 60000 evaluations
// | NOT VERIFIED
module cart_pole (
  input wire angle_0, // | angle>0
  input wire angularVelocity_0_333333, // | angularVelocity>-0.333333
  input wire angularVelocity_0_333333_2, // | angularVelocity>0.333333
  output wire left
);
  wire n4 = ~(angularVelocity_0_333333_2 & angularVelocity_0_333333);
  wire n5 = ~angle_0;
  wire n6 = ~(n5 & n4);
  wire n7 = ~(angularVelocity_0_333333 & n6);
  assign left = n7;
endmodule
