using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Numerics;
Console.WriteLine(BitOperations.PopCount(0xFFu) + " " + BitOperations.LeadingZeroCount(1u) + " " + BitOperations.Log2(1000) + " " + (0b1011 ^ 0b0110) + " " + (-17 >> 2) + " " + (-17 >>> 28) + " " + Convert.ToString(37, 2) + " " + BitOperations.RotateLeft(0x80000001u, 1));
